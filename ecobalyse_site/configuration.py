"""Typed environment variables, with one clear sentence for each invalid value.

An invalid setting exits the process with that sentence instead of a traceback.
"""

import contextlib
import hashlib
import ipaddress
import os
import re
import stat
import sys
import warnings
from collections.abc import Callable, Collection
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, unquote, urlsplit

import environ
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from foundation.clients import parse_address

# Accessibility conformance levels: none, partial and full.
CONFORMITIES = ("non", "partielle", "totale")
# A name, all subdomains of one (".exemple.fr"), or a bracketed IPv6 address; "*" is refused later.
_HOST = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]|\*", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_TRUE = {"1", "true", "yes", "on", "oui"}
_FALSE = {"", "0", "false", "no", "off", "non"}


def refuse(name: str, value: str, expected: str) -> NoReturn:
    """Exit, naming the invalid variable and the expected value."""
    sys.exit(f"Configuration : la variable {name} vaut « {value} » ; il y faut {expected}.")


def text(name: str, default: str = "") -> str:
    """Return a string; an empty variable counts as unset."""
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool = False) -> bool:
    """Parse a boolean, in the usual spellings."""
    value = text(name, str(default))
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    refuse(name, value, "True ou False")


def whole_number(name: str, default: int, minimum: int = 0, maximum: int = 1_000_000) -> int:
    """Parse an integer within bounds."""
    value = text(name, str(default))
    # Python would also accept "1_000", which another program may read as 1.
    plain = value.isascii() and value.isdigit() and len(value) <= len(str(maximum))
    if not plain or not minimum <= int(value) <= maximum:
        refuse(name, value, f"un nombre entier de {minimum} à {maximum}")
    return int(value)


def words(name: str) -> list[str]:
    """Parse a list separated by commas or spaces, empty by default."""
    return text(name).replace(",", " ").split()


def hosts(name: str) -> list[str]:
    """Parse a list of host names in the format of ``ALLOWED_HOSTS``: no scheme, no port."""
    found = words(name)
    for word in found:
        if not _HOST.fullmatch(word):
            refuse(name, word, "des noms d'hôte, sans « https:// », port ni chemin")
    return [word.lower() for word in found]


def web_address(name: str, default: str = "") -> str:
    """Parse an http or https URL, without a trailing slash."""
    value = text(name, default)
    if value and not _WEB_ADDRESS.fullmatch(value):
        refuse(name, value, "une adresse qui commence par https:// ou http://")
    return value.rstrip("/")


def contact(name: str, default: str) -> str:
    """Parse whom to write to, a mail address or the https URL of a page, as a URI."""
    value = text(name, default)
    if _MAIL_ADDRESS.fullmatch(value):
        return f"mailto:{value}"
    if value.startswith("https://") and _WEB_ADDRESS.fullmatch(value):
        return value
    if text(name):
        refuse(name, value, "une adresse email, ou une adresse qui commence par https://")
    # The default may be any words; those that no program can write to are no contact.
    return ""


def conformity(name: str, audit: str) -> str:
    """Parse the accessibility conformance level; more than « non » requires an audit."""
    value = text(name, CONFORMITIES[0]).lower()
    if value not in CONFORMITIES:
        refuse(name, value, ", ".join(CONFORMITIES[:-1]) + f" ou {CONFORMITIES[-1]}")
    if value != CONFORMITIES[0] and not audit:
        sys.exit(
            f"Configuration : la variable {name} vaut « {value} », ce que seul un audit permet "
            "d'affirmer ; dites dans ACCESSIBILITY_AUDIT qui l'a fait, quand, et son résultat."
        )
    return value


def addresses(name: str) -> list[Any]:
    """Parse a list of IP addresses."""
    found = []
    for word in words(name):
        # Reject an address with a port, which ``parse_address`` accepts.
        address = parse_address(word) if _is_plain_address(word) else None
        if address is None:
            refuse(name, word, "des adresses IP séparées par des virgules")
        found.append(address)
    return found


def _is_plain_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True


def counter_directory(name: str, data: Path) -> Path:
    """Return the directory of the counters shared by all processes, in memory if possible.

    Its name contains a hash of the data directory, so that two instances on one machine do not
    share their counters.
    """
    mark = hashlib.sha256(str(data).encode()).hexdigest()[:16]
    own = f"cout-environnemental-{os.getuid()}-{mark}"
    memory = Path("/dev/shm")  # noqa: S108 - only our own subdirectory is used
    usable = memory.is_dir() and os.access(memory, os.W_OK) and _is_ours(memory / own)
    chosen = Path(text(name, str((memory if usable else data) / own)))
    return chosen.expanduser().absolute()


def _is_ours(path: Path) -> bool:
    """Return whether it is ours or missing: any user may create it first in a shared parent."""
    try:
        found = path.lstat()
    except OSError:
        return True
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def directory(name: str, default: Path) -> Path:
    """Return a writable directory, creating it if needed."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        # Not accessible to other users of the machine.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = path / ".ecriture"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        refuse(name, str(path), f"un dossier où l'on peut écrire ({error.strerror})")
    return path


def service_address(name: str, example: str) -> SplitResult:
    """Parse a URL that may contain a password, which error messages never show.

    An unescaped « / », « ? » or « # » in a password ends the host part of the URL, and the rest
    would be parsed as a path, query or fragment; an « @ » in that rest gives it away. A null byte
    truncates the URL in the underlying library, which would then connect to a local default server.
    """
    try:
        parts = urlsplit(text(name))
        _ = parts.port
    except ValueError:
        parts = SplitResult("", "", "", "", "")
    after_host = (parts.path if parts.netloc else "") + parts.query
    has_null = "\0" in unquote(text(name))
    if parts.fragment or "@" in after_host or not parts.scheme or has_null:
        sys.exit(
            f"Configuration : la variable {name} n'est pas une adresse lisible ; par exemple "
            f"{example}. Un signe particulier du mot de passe s'y écrit en pourcentage : %2F pour "
            "« / », %23 pour « # », %3F pour « ? », %40 pour « @ », %25 pour « % »."
        )
    return parts


def url(
    name: str, read: Callable[[str], dict[str, Any]], engines: Collection[str]
) -> dict[str, Any]:
    """Return the settings for a URL such as ``postgres://user@host/base``."""
    example = "postgres://utilisateur:secret@hote:5432/base"
    service_address(name, example)
    found: dict[str, Any] = {}
    with warnings.catch_warnings(), contextlib.suppress(Exception):
        # The library's warning would print the URL, password included.
        warnings.simplefilter("ignore")
        found = read(text(name))
    if found.get("ENGINE") not in engines:
        # The URL may contain a password, so it is not shown.
        sys.exit(
            f"Configuration : la variable {name} n'est pas une adresse lisible ; "
            f"par exemple {example}."
        )
    return found


def mail(name: str) -> dict[str, Any]:
    """Return the settings for a URL such as ``smtp+tls://user:secret@host:587``.

    Empty by default: an instance without a mail server sends no e-mail.
    """
    value = text(name)
    if not value:
        return {}
    example = "smtp+tls://utilisateur:secret@hote:587"
    parts = service_address(name, example)
    found: dict[str, Any] = {}
    with contextlib.suppress(Exception):
        found = environ.Env.email_url_config(value)
    if not found.get("EMAIL_BACKEND") or (parts.scheme.startswith("smtp") and not parts.hostname):
        # The URL may contain a password, so it is not shown.
        sys.exit(
            f"Configuration : la variable {name} n'est pas une adresse lisible ; "
            f"par exemple {example}."
        )
    usual = 465 if found.get("EMAIL_USE_SSL") else 587 if found.get("EMAIL_USE_TLS") else 25
    return found | {"EMAIL_PORT": found.get("EMAIL_PORT") or usual}


def sender(name: str, required: bool) -> str:
    """Return the sender address of e-mails, required if there is a mail server.

    It may include a display name: ``Coût environnemental <ne-pas-repondre@exemple.fr>``.
    """
    value = text(name)
    if value or required:
        try:
            validate_email(parseaddr(value)[1] if value.isprintable() else "")
        except ValidationError:
            refuse(name, value, "l'adresse d'expédition des emails")
    return value or "noreply@localhost"
