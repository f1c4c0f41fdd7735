"""The French environmental cost of garments, food and objects, as a library.

>>> import ecobalyse
>>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
>>> answer = ecobalyse.textile(garment)
>>> sorted(answer)
['description', 'impacts', 'meta', 'query']

It needs the standard library only; spreadsheets, Parquet and several machines are extras of the
package. Nothing is kept, nothing leaves the process, and no settings are read but ``DATA_DIR``.
"""

from ecobalyse.catalogues import score_rows
from ecobalyse.decisions import differences, estimate, levers
from ecobalyse.files import ScoredFile, score_file
from ecobalyse.frames import score_frame
from ecobalyse.methods import load, versions
from ecobalyse.products import explain, simulate, textile, textile_garment, textile_set
from ecobalyse.products import food_product as food
from ecobalyse.products import object_product as object  # noqa: A004 - the sector's name
from scoring import __version__
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.results import Result
from scoring.engine.errors import InvalidData, InvalidQuery

__all__ = [
    "InvalidData",
    "InvalidQuery",
    "Result",
    "ScoredFile",
    "UnusableInput",
    "__version__",
    "differences",
    "estimate",
    "explain",
    "food",
    "levers",
    "load",
    "object",
    "score_file",
    "score_frame",
    "score_rows",
    "simulate",
    "textile",
    "textile_garment",
    "textile_set",
    "versions",
]
