"""Sessions that last thirty days from the last visit, with hashed keys in the database.

Django's database store saves the cookie's value itself; here its SHA-256 is saved, so that a copy
of the database cannot be used to open a session. Each session also references its user: deleting an
account, or signing out everywhere, deletes the rows, with effect from the next request in every
process.
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

# A visit extends the session, with at most one write per hour.
_RENEWAL = timedelta(hours=1)


def key_digest(session_key: str) -> str:
    """Return what the database stores instead of a session's key."""
    return hashlib.sha256(session_key.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """The database store, with hashed keys."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our model, which has a foreign key to the user."""
        return Session

    def load(self) -> dict[str, Any]:
        """Load the session, and extend it if an hour has passed."""
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
        """Save the session, and update its user's last visit.

        The visit is also saved on the user's row, since the session will have been deleted long
        before the purge needs its date.

        Raises ``UpdateError`` for a deleted session, and ``DatabaseError`` for any other failure:
        Django's store turns every failure into ``UpdateError`` or ``CreateError``, and its callers
        retry new keys forever after the latter.
        """
        try:
            super().save(must_create)
        except IntegrityError:
            # Its account has been deleted.
            raise UpdateError from None
        except UpdateError as error:
            if type(error.__context__) is DatabaseError:
                # The row did not exist.
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
        """Return whether the session exists."""
        return Session.objects.filter(session_key=key_digest(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to save."""
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
