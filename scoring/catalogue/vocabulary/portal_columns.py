"""The columns of the government's declaration portal (catalogue.md 2.2)."""

from collections.abc import Mapping, Sequence

from scoring.catalogue.vocabulary.folding import folded_header

MATERIALS = 16
TRIMS = 4

# The four accessories that have their own quantity column, by their French names.
QUANTITIES = {
    "quantity.metalButton": "Bouton en métal",
    "quantity.plasticButton": "Bouton en plastique",
    "quantity.longZip": "Zip long",
    "quantity.shortZip": "Zip court",
}
_BEFORE = {
    "gtins": "GTINs/EANs",
    "reference": "Référence interne",
    "brand": "Marque ID",
    "score": "Score",
    "product": "Catégorie",
    "mass": "Masse (en kg)",
    "upcycled": "Remanufacturé",
    "numberOfReferences": "Nombre de références",
    "price": "Prix (en euros, TTC)",
    "business": "Taille de l'entreprise",
}
_MATERIALS = {
    f"materials.{n}.{part}": f"Matière {n}{title}"
    for n in range(1, MATERIALS + 1)
    for part, title in (("id", ""), ("share", " pourcentage"), ("country", " origine"))
}
_AFTER = {
    "countrySpinning": "Origine de filature",
    "countryFabric": "Origine de tissage/tricotage",
    "countryDyeing": "Origine de l'ennoblissement/impression",
    "printing.kind": "Type d'impression",
    "printing.ratio": "Pourcentage d'impression",
    "countryMaking": "Origine de confection",
    "fading": "Délavage",
    "airTransportRatio": "Part du transport aérien",
}
_QUANTITY_TITLES = {
    key: f"Quantité de {name[0].lower()}{name[1:]}" for key, name in QUANTITIES.items()
}
_TRIMS = {
    f"trims.{n}.{part}": f"Accessoire {n}{title}"
    for n in range(1, TRIMS + 1)
    for part, title in (("id", ""), ("quantity", " quantité"))
}
# Titles by key, in the order of the portal's file.
TITLES: Mapping[str, str] = {**_BEFORE, **_MATERIALS, **_AFTER, **_QUANTITY_TITLES, **_TRIMS}
_KEYS = {folded_header(title): key for key, title in TITLES.items()}
_MAY_BE_MISSING = frozenset({"brand", "score"})


def places_of(names: Sequence[str]) -> dict[str, list[int]]:
    """The positions of the known columns in a header, by key."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        key = _KEYS.get(folded_header(name))
        if key is not None:
            places.setdefault(key, []).append(place)
    return places


def missing(places: Mapping[str, int]) -> list[str]:
    """The titles of the required columns that a header lacks."""
    lacking = [
        key for key in (*_BEFORE, *_AFTER) if key not in places and key not in _MAY_BE_MISSING
    ]
    for n in range(1, MATERIALS + 1):
        keys = [f"materials.{n}.{part}" for part in ("id", "share", "country")]
        if n == 1 or any(key in places for key in keys):
            lacking += [key for key in keys if key not in places]
    second = False
    for n in range(1, TRIMS + 1):
        keys = [f"trims.{n}.{part}" for part in ("id", "quantity")]
        if any(key in places for key in keys):
            second = True
            lacking += [key for key in keys if key not in places]
    # Either form of accessories is accepted; part of the first form means that it is incomplete.
    if not second or any(key in places for key in QUANTITIES):
        lacking += [key for key in QUANTITIES if key not in places]
    order = list(TITLES)
    return [TITLES[key] for key in sorted(lacking, key=order.index)]
