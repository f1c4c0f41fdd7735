"""``ecobalyse simulate`` and ``ecobalyse explain``: one product, in JSON."""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from ecobalyse.command.statuses import DONE
from ecobalyse.outputs import Output
from ecobalyse.products import explain, explain_in_workbook, simulate
from scoring.answers.json_text import InvalidJson, loads
from scoring.catalogue.faults import UnusableInput

_WORKBOOK = "xlsx"


def add(parts: Any, common: argparse.ArgumentParser, levels: argparse.ArgumentParser) -> None:
    """Declare the options."""
    single = parts.add_parser(
        "simulate", parents=[common, levels], help="calcule un produit décrit en JSON"
    )
    single.add_argument("--detailed", action="store_true", help="tout le cycle de vie (textile)")
    single.add_argument(
        "--compare",
        action="store_true",
        help="les deux formes simplifiées à côté (vêtement en plusieurs parties)",
    )
    single.set_defaults(run=run_simulate)
    told = parts.add_parser(
        "explain", parents=[common, levels], help="explique le calcul d'un produit, ligne à ligne"
    )
    told.add_argument(
        "--impact",
        default="ecs",
        metavar="IMPACT",
        help="trigramme de l'impact expliqué (ecs) ; « lists impacts » donne ceux de la version",
    )
    told.add_argument("--json", action="store_true", help="donne les lignes en JSON")
    told.add_argument(
        "--to",
        choices=[_WORKBOOK],
        help="écrit le calcul en tableur, avec des formules vivantes, dans le fichier que -o nomme",
    )
    told.add_argument("-o", "--output", metavar="SORTIE", help="fichier de tableur à écrire")
    told.set_defaults(run=run_explain)
    add_query(single)
    add_query(told)


def add_query(parser: argparse.ArgumentParser) -> None:
    """Declare the argument that holds a request."""
    parser.add_argument(
        "query",
        nargs="?",
        default="-",
        metavar="DEMANDE",
        help="fichier JSON, ou le JSON lui-même (l'entrée standard sans lui)",
    )


def run_simulate(options: argparse.Namespace) -> int:
    """Print the response."""
    query = query_of(options.query)
    answer = simulate(
        query,
        sector=options.sector,
        version=options.version,
        level=options.level,
        detailed=options.detailed,
        compare=options.compare,
        data_dir=options.data_dir,
    )
    print_json(answer)
    return DONE


def run_explain(options: argparse.Namespace) -> int:
    """Print the lines of the calculation: label, formula and value; or write them to a workbook."""
    query = query_of(options.query)
    choices: dict[str, Any] = {
        "impact": options.impact,
        "sector": options.sector,
        "version": options.version,
        "level": options.level,
        "data_dir": options.data_dir,
    }
    if options.to or options.output:
        return _write(_named(options), explain_in_workbook(query, **choices))
    told = explain(query, **choices)
    if options.json:
        print_json(told)
        return DONE
    stage = None
    for line in told["lines"]:
        if line["stage"] != stage:
            stage = line["stage"]
            print(f"[{stage}]")
        known = ", ".join(
            f"{known['name']} = {_shown(known['value'])}{_unit(known['unit'])}"
            for known in line["inputs"]
        )
        print(f"{line['label']} : {_shown(line['value'])}{_unit(line['unit'])}")
        print(f"    {line['id']} = {line['formula']}   ({known})")
    return DONE


def _named(options: argparse.Namespace) -> Path:
    """The workbook to write. Raises ``UnusableInput`` without one, or with options against it."""
    if not options.output:
        raise UnusableInput("Le tableur s'écrit dans un fichier : nommez-le par -o.")
    if options.json:
        raise UnusableInput("--json et -o ne vont pas ensemble : -o écrit un tableur.")
    path = Path(options.output)
    if not options.to and path.suffix.lower() != f".{_WORKBOOK}":
        raise UnusableInput(f"{path} : un calcul ne s'écrit qu'en tableur (.{_WORKBOOK}).")
    return path


def _write(path: Path, content: bytes) -> int:
    output = Output(path)
    try:
        output.stream.write(content)
        output.finish()
    except OSError as error:
        output.abandon(keep=False)
        raise UnusableInput(f"Impossible d'écrire {path} : {error.strerror or error}.") from None
    return DONE


def query_of(given: str) -> Any:
    """The request, from standard input, a file, or the argument itself."""
    if given == "-":
        text = sys.stdin.buffer.read()
    elif given.lstrip().startswith("{"):
        text = given.encode()
    else:
        try:
            text = Path(given).read_bytes()
        except OSError as error:
            raise UnusableInput(
                f"Impossible de lire {given} : {error.strerror or error}."
            ) from None
    try:
        return loads(text.removeprefix(b"\xef\xbb\xbf"))
    except InvalidJson as error:
        raise UnusableInput(f"Format JSON invalide : {error}.") from None


def print_json(answer: Any) -> None:
    """Print a response as JSON."""
    print(json.dumps(_finite(answer), ensure_ascii=False, indent=2))


def _finite(value: Any) -> Any:
    """Replace non-finite figures by null (api.md 9)."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _unit(unit: str) -> str:
    return f" {unit}" if unit else ""
