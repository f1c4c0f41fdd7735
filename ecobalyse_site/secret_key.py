"""The instance's secret key, generated on the first start and stored with its data."""

import os
import secrets
import sys
from pathlib import Path

_BYTES = 64


def secret_key(path: Path) -> str:
    """Read the key, generating it if needed; it is readable by its owner only.

    Several processes may start at once: ``os.link`` is atomic, so the first one creates the file
    and the others read it.
    """
    try:
        if not path.exists():
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(_BYTES), encoding="ascii")
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        sys.exit(f"Configuration : la clé secrète {path} est inutilisable ({error.strerror}).")
    except UnicodeDecodeError:
        sys.exit(f"Configuration : le fichier de clé secrète {path} est abîmé ; supprimez-le.")
    if not key:
        sys.exit(f"Configuration : le fichier de clé secrète {path} est vide ; supprimez-le.")
    return key
