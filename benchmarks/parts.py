"""The parts of a request's path, and which part a stack of Python calls belongs to.

From the innermost call outwards, the first module with a part decides: what a library does counts
for the part that called it. A helper of several parts is ``SHARED``, and counts for its caller.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from types import CodeType
from typing import Final

from benchmarks.sampled_stacks import Stack
from scoring.answers.textile.sector import TEXTILE

SHARED: Final = "shared"
OTHER: Final = "other"
# In the order of a request's path.
TITLES: Final = {
    "loop": "gunicorn : boucle, connexions",
    "read": "gunicorn : recevoir et lire la requête",
    "send": "gunicorn : en-têtes et envoi de la réponse",
    "log": "journal, crochets, mesures",
    "django": "Django : requête, réponse, signaux",
    "middleware": "intergiciels et routes",
    "limit": "limite de requêtes",
    "token": "jeton : contrôle et requête SQL",
    "view": "vue de l'API",
    "json": "JSON lu et écrit",
    "parse": "demande : lecture et contrôle",
    "simulate": "simulation",
    "weigh": "pesée des impacts",
    "levels": "niveau de détail, réserves, « meta »",
    "describe": "description en une phrase",
    "link": "lien",
    "echo": "demande reprise",
    "detail": "détail par étape",
    "page": "page : formulaire, gabarit, textes",
    OTHER: "sans partie",
}
# Path of the module, names of functions if not all, and part; the first that matches counts.
_RULES: Final = [
    (re.compile(path), re.compile(f"(?:{functions})$") if functions else None, part)
    for path, functions, part in (
        ("gunicorn/http/wsgi", r"Response\..*|FileWrapper.*", "send"),
        ("gunicorn/http/", "", "read"),
        ("gunicorn/(glogging|instrument)", "", "log"),
        ("gunicorn/(config|util|sock|uwsgi)", "", SHARED),
        ("gunicorn/", "", "loop"),
        ("operation/(server_logs|metrics)", "", "log"),
        ("operation/(incoming|chunks)", "", "read"),
        ("operation/streaming", "", "send"),
        ("operation/connection", r".*\.receive", "read"),
        ("operation/connection", r".*\.(flush|push|send|sendall|discard_input)", "send"),
        ("operation/", "", "loop"),
        ("foundation/turns", "", "loop"),
        ("foundation/(clients|bills)", "", "limit"),
        ("foundation/json_answers", "", "json"),
        ("foundation/", "", SHARED),
        ("ecobalyse_site/(counters|middleware/rate_limit)", "", "limit"),
        ("ecobalyse_site/middleware/requests", "", "log"),
        ("ecobalyse_site/middleware/", "", "middleware"),
        ("ecobalyse_site/(content_types|wsgi)", "", "django"),
        ("ecobalyse_site/(typography|context|static|documentation)", "", "page"),
        ("ecobalyse_site/", "", "middleware"),
        # The signals at the end of a request, which gunicorn has it send.
        ("django/http/response", r"HttpResponseBase\.close", "django"),
        ("accounts/known_browsers", "", "middleware"),
        ("accounts/", "", "token"),
        ("scoring/api/body", "", "json"),
        ("scoring/api/", "", "view"),
        ("scoring/(instance|methods|batches/)", "", "view"),
        ("scoring/(web|templatetags)/", "", "page"),
        ("scoring/answers/(links|json_text)", "", "link"),
        ("scoring/answers/sector", r"Computed\.description", "describe"),
        ("scoring/answers/sector", r"Computed\.link", "link"),
        ("scoring/answers/sector", r"Computed\.(meta|cautions)", "levels"),
        ("scoring/answers/sector", r"Computed\.(total|impacts|results)", "weigh"),
        ("scoring/answers/sector", "notable", "parse"),
        ("scoring/answers/(sector|textile/sector)", "", "view"),
        ("scoring/answers/textile/reopening", "", "echo"),
        ("scoring/answers/(textile/|breakdown|parts|components)", "", "detail"),
        ("scoring/answers/(levels|meta|cautions|official|own|marking)", "", "levels"),
        (
            "scoring/answers/(words|names|examples|typed_numbers|unit_costs|sample_traces)",
            "",
            "page",
        ),
        ("scoring/answers/", "", SHARED),
        ("scoring/engine/textile/(query|fields|in_force)", "", "parse"),
        (
            "scoring/engine/(decoding|reading|unknown_keys|aliases|errors|refusals|scopes)",
            "",
            "parse",
        ),
        ("scoring/engine/textile/results", "", "weigh"),
        ("scoring/engine/(impacts|weighting)", "", "weigh"),
        ("scoring/engine/(textile/)?cautions", "", "levels"),
        ("scoring/engine/(details|gaps|indicative|own|assumptions|ground)", "", "levels"),
        ("scoring/engine/(textile/description|french)", "", "describe"),
        ("scoring/engine/textile/echo", "", "echo"),
        (
            "scoring/engine/(transport|components|roles|textile/(simulate|resolve|masses|durability"
            "|journeys|trims|complements|tables|stages/|recording))",
            "",
            "simulate",
        ),
        ("scoring/engine/", "", SHARED),
        ("benchmarks/", "", SHARED),
    )
]
_OURS: Final = re.compile(
    r"(accounts|benchmarks|ecobalyse|ecobalyse_site|foundation|gunicorn|operation|scoring)/"
)
_ROOT: Final = re.compile(r".*/(?:site-packages|dist-packages)/")
_REPOSITORY: Final = f"{Path(__file__).parents[1]}/"


def _pieces() -> dict[tuple[str, int], str]:
    """The sector's own functions, by their place: compiled ones have none, and no calls to see."""
    found = {}
    for part, functions in (
        ("parse", (TEXTILE.parse,)),
        ("simulate", (TEXTILE.simulate,)),
        ("weigh", (TEXTILE.total, TEXTILE.weigh)),
        ("levels", (TEXTILE.flows, TEXTILE.bonus, TEXTILE.cautions)),
    ):
        for function in functions:
            code = getattr(function, "__code__", None)
            if isinstance(code, CodeType):
                found[code.co_filename, code.co_firstlineno] = part
    return found


_PIECES: Final = _pieces()


def module_of(file: str) -> str:
    """Return the path of a module, from the root of its library or of the repository."""
    return _ROOT.sub("", file.removeprefix(_REPOSITORY))


def part_of(stack: Stack) -> str:
    """Return the part that a stack belongs to; ``OTHER`` if its module has none."""
    for file, function, line in stack:
        part = part_of_call(file, function, line)
        if part != SHARED:
            return part
    return OTHER


def part_of_call(file: str, function: str, line: int) -> str:
    """Return the part of one call, ``SHARED`` if its caller decides."""
    if piece := _PIECES.get((file, line)):
        return piece
    module = module_of(file)
    for path, functions, part in _RULES:
        if path.match(module) and (functions is None or functions.match(function)):
            return part
    return OTHER if _OURS.match(module) else SHARED


def shares(stacks: Iterable[tuple[Stack, int]]) -> dict[str, float]:
    """Return the share of the samples of each part; they add up to 1."""
    counts = dict.fromkeys(TITLES, 0)
    for stack, count in stacks:
        counts[part_of(stack)] += count
    whole = sum(counts.values())
    return {part: count / whole for part, count in counts.items() if count}
