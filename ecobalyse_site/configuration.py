"""Reading the environment: each variable typed, each mistake one clear sentence.

A wrong setting ends the process with that sentence: no traceback helps an operator here.
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

# Of the accessibility statement: not, partly and wholly conforming.
CONFORMITIES = ("non", "partielle", "totale")
# A name, all names below one (".exemple.fr"), an IPv6 address in brackets; "*" is refused later.
_HOST = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]|\*", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_TRUE = {"1", "true", "yes", "on", "oui"}
_FALSE = {"", "0", "false", "no", "off", "non"}


def refuse(name: str, value: str, expected: str) -> NoReturn:
    """End the process, saying which variable is wrong and what it takes."""
    sys.exit(f"Configuration : la variable {name} vaut « {value} » ; il y faut {expected}.")


def text(name: str, default: str = "") -> str:
    """A text; an empty variable is as good as none."""
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool = False) -> bool:
    """True or False, in the usual spellings."""
    value = text(name, str(default))
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    refuse(name, value, "True ou False")


def whole_number(name: str, default: int, minimum: int = 0, maximum: int = 1_000_000) -> int:
    """A whole number within bounds."""
    value = text(name, str(default))
    # Python would also take "1_000", which another program reads as 1.
    plain = value.isascii() and value.isdigit() and len(value) <= len(str(maximum))
    if not plain or not minimum <= int(value) <= maximum:
        refuse(name, value, f"un nombre entier de {minimum} à {maximum}")
    return int(value)


def words(name: str) -> list[str]:
    """A list separated by commas or spaces, empty by default."""
    return text(name).replace(",", " ").split()


def hosts(name: str) -> list[str]:
    """A list of host names, as ``ALLOWED_HOSTS`` compares them: no scheme, no port."""
    found = words(name)
    for word in found:
        if not _HOST.fullmatch(word):
            refuse(name, word, "des noms d'hôte, sans « https:// », port ni chemin")
    return [word.lower() for word in found]


def web_address(name: str, default: str = "") -> str:
    """An address that a link can lead to."""
    value = text(name, default)
    if value and not _WEB_ADDRESS.fullmatch(value):
        refuse(name, value, "une adresse qui commence par https:// ou http://")
    return value.rstrip("/")


def conformity(name: str, audit: str) -> str:
    """How far the pages conform to the accessibility rules; more than « non » takes an audit."""
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
    """A list of IP addresses."""
    found = []
    for word in words(name):
        # With a port it would be the address of a connection, not of a machine.
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
    """Where the processes of this instance count together: memory where the system has some.

    Instances of one machine must not share their counters: the name holds the data directory's.
    """
    mark = hashlib.sha256(str(data).encode()).hexdigest()[:16]
    own = f"cout-environnemental-{os.getuid()}-{mark}"
    memory = Path("/dev/shm")  # noqa: S108 - a directory of our own is made in it
    usable = memory.is_dir() and os.access(memory, os.W_OK) and _is_ours(memory / own)
    chosen = Path(text(name, str((memory if usable else data) / own)))
    return chosen.expanduser().absolute()


def _is_ours(path: Path) -> bool:
    """Whether nobody else has made that directory first: anyone may write next to it."""
    try:
        found = path.lstat()
    except OSError:
        return True
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def directory(name: str, default: Path) -> Path:
    """A directory that can be written to, made if need be."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        # Others on the machine have no business in it.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = path / ".ecriture"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        refuse(name, str(path), f"un dossier où l'on peut écrire ({error.strerror})")
    return path


def service_address(name: str, example: str) -> SplitResult:
    """The parts of an address that may hold a password, which no refusal repeats.

    A « / », « ? » or « # » of a password ends it for every reader of addresses, and what follows
    would pass for a host, a port or the name of a base: an « @ » after them gives that away. A null
    ends the address for the library below, which would connect to whatever this machine has.
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
    """The settings an address such as ``postgres://user@host/base`` stands for."""
    example = "postgres://utilisateur:secret@hote:5432/base"
    service_address(name, example)
    found: dict[str, Any] = {}
    with warnings.catch_warnings(), contextlib.suppress(Exception):
        # The library's own warning would show the address, hence a password.
        warnings.simplefilter("ignore")
        found = read(text(name))
    if found.get("ENGINE") not in engines:
        # The address may hold a password: it is not repeated.
        sys.exit(
            f"Configuration : la variable {name} n'est pas une adresse lisible ; "
            f"par exemple {example}."
        )
    return found


def mail(name: str) -> dict[str, Any]:
    """The settings an address such as ``smtp+tls://user:secret@host:587`` stands for.

    Empty by default: an instance without a mail server sends none.
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
        # The address may hold a password: it is not repeated.
        sys.exit(
            f"Configuration : la variable {name} n'est pas une adresse lisible ; "
            f"par exemple {example}."
        )
    usual = 465 if found.get("EMAIL_USE_SSL") else 587 if found.get("EMAIL_USE_TLS") else 25
    return found | {"EMAIL_PORT": found.get("EMAIL_PORT") or usual}


def sender(name: str, required: bool) -> str:
    """The address that mails come from, which an instance with a mail server must give.

    A name may stand before it: ``Coût environnemental <ne-pas-repondre@exemple.fr>``.
    """
    value = text(name)
    if value or required:
        try:
            validate_email(parseaddr(value)[1] if value.isprintable() else "")
        except ValidationError:
            refuse(name, value, "l'adresse d'expédition des emails")
    return value or "noreply@localhost"
