"""Write the dictionary of fields of the guide from what the API says of itself.

``python scripts/field_dictionary.py`` rewrites ``docs/guide/*/champs.md``; with ``--check`` nothing
is written, and the status is 1 when a page is not what it would be.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))
VERSION = "v7.0.0"
# Of more codes than this, the list is named in their place.
_MOST_CODES = 8

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "title": "Dictionnaire des champs",
        "lead": (
            "Chaque champ d'une demande et d'une réponse, avec son type, son unité, ses "
            "bornes et sa valeur par défaut. Cette page est faite du document OpenAPI de "
            f"la version {VERSION} : un test vérifie qu'elle dit la même chose."
        ),
        "rules": (
            "Un champ facultatif absent et un champ `null` veulent dire la même chose. Un"
            ' nombre est un nombre JSON, avec un point : `0.17`, et non `"0,17"`. Une '
            "masse de vêtement est en kg, celle d'un ingrédient ou d'un emballage en g. "
            "Une clé inconnue est ignorée, et signalée dans `meta.warnings`. Les codes se"
            " lisent par les listes de l'API ([l'API par l'exemple](api.md)) ou par "
            "`ecobalyse lists`."
        ),
        "TextileQuery": "Vêtement : la demande",
        "FoodQuery": "Recette : la demande",
        "ObjectQuery": "Objet : la demande",
        "VeliQuery": "Véhicule léger : la demande",
        "Impacts": "Les impacts",
        "impacts": (
            "Vingt et une clés, dans chaque objet `impacts`. Sans jeton, `ecs` et `pef` "
            "ont leur valeur et les autres valent 0 ; avec un jeton, `null` veut dire « "
            "non connu » ([questions](questions.md))."
        ),
        "TextileAnswer": "La réponse d'un simulateur",
        "TextileDetailedAnswer": "La réponse détaillée du textile",
        "FoodResults": "Les résultats d'une recette",
        "Meta": "Ce que dit `meta`",
        "columns": "| champ | type | valeurs | sens |",
        "required": "obligatoire",
        "values": "de {} à {}",
        "above": "plus de {}",
        "least": "{} au moins",
        "codes": "{} codes : voir la liste",
        "items": "{} éléments au plus",
        "list": "liste",
    },
    "en": {
        "title": "Dictionary of fields",
        "lead": (
            "Each field of a request and of an answer, with its type, unit, range and "
            f"default. This page is made from the OpenAPI document of version {VERSION}: a "
            "test checks that it says the same."
        ),
        "rules": (
            "An optional field that is absent and one that is `null` mean the same. A "
            'number is a JSON number, with a point: `0.17`, not `"0,17"`. The mass of a '
            "garment is in kg, that of an ingredient or packaging in g. An unknown key is"
            " ignored, and reported in `meta.warnings`. Codes are read from the API's lists "
            "([the API by example](api.md)) or with `ecobalyse lists`."
        ),
        "TextileQuery": "Garment: the request",
        "FoodQuery": "Recipe: the request",
        "ObjectQuery": "Object: the request",
        "VeliQuery": "Light vehicle: the request",
        "Impacts": "The impacts",
        "impacts": (
            "Twenty-one keys, in each `impacts` object. Without a token `ecs` and `pef` "
            "have their value and the others are 0; with a token `null` means “not known”"
            " ([questions](questions.md))."
        ),
        "TextileAnswer": "The answer of a simulator",
        "TextileDetailedAnswer": "The detailed answer of textile",
        "FoodResults": "The results of a recipe",
        "Meta": "What `meta` says",
        "columns": "| field | type | values | meaning |",
        "required": "required",
        "values": "{} to {}",
        "above": "more than {}",
        "least": "{} at least",
        "codes": "{} codes: see the list",
        "items": "{} items at most",
        "list": "list",
    },
}
_REQUESTS = ("TextileQuery", "FoodQuery", "ObjectQuery", "VeliQuery")
_ANSWERS = ("TextileAnswer", "TextileDetailedAnswer", "FoodResults", "Meta")


def main() -> int:
    """Write both pages, or check them."""
    status = 0
    for language in WORDS:
        path = REPOSITORY / "docs" / "guide" / language / "champs.md"
        text = dictionary(language)
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            print(f"{path.relative_to(REPOSITORY)} : python scripts/field_dictionary.py")
            status = 1
    return status


def dictionary(language: str) -> str:
    """The page in a language."""
    from scoring.api.schema.document import document_of  # noqa: PLC0415

    schemas = document_of(VERSION, language)["components"]["schemas"]
    words = WORDS[language]
    parts = [f"# {words['title']}", words["lead"], words["rules"]]
    for name in _REQUESTS:
        parts += [f"## {words[name]}", _table(name, schemas, words, deep=True)]
    parts += [f"## {words['Impacts']}", words["impacts"], _table("Impacts", schemas, words)]
    for name in _ANSWERS:
        parts += [f"## {words[name]}", _table(name, schemas, words)]
    return "\n\n".join(parts) + "\n"


def _table(name: str, schemas: Any, words: Mapping[str, str], *, deep: bool = False) -> str:
    rows = [words["columns"], "| --- | --- | --- | --- |"]
    for path, field, required in _fields(schemas[name], schemas, deep=deep):
        cells = (
            f"`{path}`",
            _type(field, schemas, words),
            ", ".join(filter(None, (words["required"] if required else "", _values(field, words)))),
            str(field.get("description", "")),
        )
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


def _fields(
    schema: Any, schemas: Any, before: str = "", *, deep: bool
) -> Iterator[tuple[str, Any, bool]]:
    """Each field with its path; those of nested objects after the one that holds them."""
    seen: set[str] = set()
    required = schema.get("required", ())
    for alternative in _alternatives(schema, schemas):
        for name, field in alternative["properties"].items():
            # An identifier that cannot be given is none.
            if name in seen or field.get("maxLength") == 0:
                continue
            seen.add(name)
            path = f"{before}{name}"
            known = _resolved(field, schemas)
            told = {**known, "description": field.get("description", known.get("description", ""))}
            yield path, told, name in alternative.get("required", required)
            inner = _resolved(known["items"], schemas) if "items" in known else known
            if deep and ("properties" in inner or ("oneOf" in inner and "items" in known)):
                yield from _fields(
                    inner, schemas, f"{path}{'[]' if 'items' in known else ''}.", deep=True
                )


def _alternatives(schema: Any, schemas: Any) -> list[Any]:
    if "oneOf" in schema:
        return [_resolved(one, schemas) for one in schema["oneOf"]]
    return [schema]


def _resolved(schema: Any, schemas: Any) -> Any:
    while "$ref" in schema or "allOf" in schema:
        one = schema["allOf"][0] if "allOf" in schema else schema
        schema = schemas[one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one
    return schema


def _type(field: Any, schemas: Any, words: Mapping[str, str]) -> str:
    if "items" in field:
        return f"{words['list']} ({_type(_resolved(field['items'], schemas), schemas, words)})"
    if "oneOf" in field:
        return " / ".join(dict.fromkeys(str(one.get("type", "object")) for one in field["oneOf"]))
    return str(field.get("type", "object"))


def _values(field: Any, words: Mapping[str, str]) -> str:
    codes = [code for code in field.get("items", field).get("enum", ()) if code is not None]
    if len(codes) > _MOST_CODES:
        return words["codes"].format(len(codes))
    if codes:
        return ", ".join(f"`{code}`" for code in codes)
    limits = next((one for one in field.get("oneOf", [field]) if "minimum" in one), field)
    least, most = limits.get("minimum"), limits.get("maximum")
    if least is not None and most is not None:
        return words["values"].format(_number(least), _number(most))
    if least is not None:
        return words["above" if limits.get("exclusiveMinimum") else "least"].format(_number(least))
    return words["items"].format(field["maxItems"]) if "maxItems" in field else ""


def _number(value: float) -> str:
    return f"{value:g}" if value < 1e6 else str(int(value))


def _configure() -> None:
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecobalyse_site.settings")
    django.setup()


if __name__ == "__main__":
    _configure()
    sys.exit(main())
