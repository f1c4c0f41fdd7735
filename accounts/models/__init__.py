"""All that the database stores: accounts, sessions, hashed links and tokens, the last purge."""

from accounts.models.links import SignInLink
from accounts.models.sessions import Session
from accounts.models.tokens import ApiToken
from accounts.models.upkeep import PurgeRun
from accounts.models.users import User

__all__ = ["ApiToken", "PurgeRun", "Session", "SignInLink", "User"]
