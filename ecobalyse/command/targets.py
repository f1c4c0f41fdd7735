"""Which output file belongs to each input file (catalogue.md 5)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ecobalyse.files import STANDARD
from scoring.catalogue.faults import UnusableInput

# Extensions of the formats whose name is not their extension.
_ENDINGS: Final = {"csv-tableur": ".csv", "portail": ".csv", "portail-depot": ".csv"}


def targets(files: Sequence[str], output: str, form: str | None) -> list[tuple[str, str]]:
    """Pair each input file with its output file.

    With several inputs, or if ``output`` is a directory (or ends with a slash), outputs have the
    same names in that directory, which is created if needed; ``form`` determines their extension.
    Raises ``UnusableInput`` if two outputs have the same name, or if the directory cannot be
    created.
    """
    if len(files) == 1 and not _is_folder(output):
        return [(files[0], output)]
    if STANDARD in files:
        raise UnusableInput(
            "L'entrée standard se lit seule, et son résultat n'a pas de nom dans un dossier : "
            "donnez des fichiers."
        )
    if output == STANDARD or Path(output).is_file():
        raise UnusableInput(
            "Plusieurs fichiers se calculent dans un dossier : donnez son nom après -o."
        )
    folder = Path(output)
    found: dict[Path, str] = {}
    for name in files:
        target = folder / Path(name).name
        if form is not None:
            target = target.with_suffix(_ENDINGS.get(form, f".{form}"))
        if target in found:
            raise UnusableInput(
                f"{found[target]} et {name} auraient le même résultat, {target} : calculez-les "
                "dans deux dossiers."
            )
        found[target] = name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableInput(f"Impossible de créer {folder} : {error.strerror or error}.") from None
    return [(name, str(target)) for target, name in found.items()]


def _is_folder(output: str) -> bool:
    return output != STANDARD and (output.endswith(("/", "\\")) or Path(output).is_dir())
