"""Sessions of thirty days from the last visit, whose keys a stolen database does not hold.

Django's database store keeps the cookie's value itself; here its SHA-256 is kept, so that a copy
of the database opens no session. Each session also names its user: deleting an account, or signing
out everywhere, deletes the rows and takes effect at the next request of every process.
"""

import hashlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from accounts.models.sessions import Session
from accounts.models.users import User

# A visit lengthens the session, with one write an hour at most.
_RENEWAL = timedelta(hours=1)


def key_digest(session_key: str) -> str:
    """What the database holds instead of a session's key."""
    return hashlib.sha256(session_key.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """The database store, with hashed keys."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our model, with its user."""
        return Session

    def load(self) -> dict[str, Any]:
        """Read the session, and lengthen it when an hour has passed."""
        found = (
            Session.objects.filter(
                session_key=key_digest(self.session_key or ""), expire_date__gt=timezone.now()
            )
            .only("session_data", "expire_date")
            .first()
        )
        if found is None:
            self._session_key = None
            return {}
        lifetime = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        if found.expire_date < timezone.now() + lifetime - _RENEWAL:
            self.modified = True
        data: dict[str, Any] = self.decode(found.session_data)
        return data

    def save(self, must_create: bool = False) -> None:
        """Write the session, and note its user's visit.

        The row will be gone long before it is asked when the account was last used. Raises
        ``UpdateError`` for a session that is gone, and what the database raises for all else:
        Django takes every failure for one of two, and draws another key for ever after the other.
        """
        try:
            super().save(must_create)
        except IntegrityError:
            # Its account was deleted meanwhile.
            raise UpdateError from None
        except UpdateError as error:
            if type(error.__context__) is DatabaseError:
                # The row was not there.
                raise
            raise DatabaseError("the session cannot be written") from error
        except CreateError as error:
            if self.exists(self.session_key or ""):
                raise
            raise DatabaseError("the session cannot be made") from error
        user = self.get(SESSION_KEY)
        if user is not None:
            User.objects.filter(pk=user).update(last_login=timezone.now())

    def exists(self, session_key: str) -> bool:
        """Whether there is such a session."""
        return Session.objects.filter(session_key=key_digest(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to be written."""
        key = self._get_or_create_session_key()  # type: ignore[attr-defined]
        return Session(
            session_key=key_digest(key),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
        )

    def delete(self, session_key: str | None = None) -> None:
        """Delete the session."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=key_digest(key)).delete()
