"""What the database holds: accounts, sessions, hashed links and hashed tokens, nothing else."""

from accounts.models.links import SignInLink
from accounts.models.sessions import Session
from accounts.models.tokens import ApiToken
from accounts.models.users import User

__all__ = ["ApiToken", "Session", "SignInLink", "User"]
