"""The names of the data in both languages."""

from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.utils.translation import override

from scoring.answers.names import english_names
from scoring.engine.method import Method
from scoring.engine.vocabulary import textile as vocabulary
from scoring.engine.vocabulary.food import ORIGIN_LABELS
from scoring.methods import method_of
from scoring.web.labels import label
from scoring.web.words import data as words


def names_of(method: Method) -> Iterator[str]:
    """Every name a page may show."""
    data = method.dataset
    for records in (
        data.countries,
        data.materials,
        data.components,
        data.products,
        data.ingredients,
        data.processes,
    ):
        yield from (record.name for record in records.values())
    for material in data.materials.values():
        yield from (material.short_name, material.geographic_origin)
    for example in data.examples:
        yield from filter(None, (example.name, example.category))
    for labels in (
        vocabulary.STEP_LABELS,
        vocabulary.FABRIC_LABELS,
        vocabulary.COMPLEXITY_LABELS,
        vocabulary.BUSINESS_LABELS,
        vocabulary.DYEING_LABELS,
        vocabulary.PRINTING_LABELS,
        ORIGIN_LABELS,
    ):
        yield from labels.values()
    yield data.manifest.data_version
    open_figures = data.indicative.sources if data.indicative is not None else ()
    for source in (*data.manifest.sources, *open_figures):
        yield from (source.name, source.covers, source.licence)


def test_every_name_of_the_shipped_versions_has_an_english_one_and_none_is_unused() -> None:
    shipped = (method_of(version) for version in ("v7.0.0", "v8.1.0"))
    assert {name for method in shipped for name in names_of(method)} == english_names().keys()
    assert all(english_names().values())


@pytest.mark.parametrize("version", ["v7.0.0", "v8.1.0"])
def test_two_records_of_a_kind_never_share_an_english_name(version: str) -> None:
    data = method_of(version).dataset
    for records in (data.countries, data.materials, data.products, data.ingredients):
        names = [record.name for record in records.values()]
        assert len({english_names()[name] for name in names}) == len(set(names))


@pytest.mark.parametrize(("language", "expected"), [("fr", "Inde"), ("en", "India")])
def test_a_record_is_named_in_the_language_of_the_page(
    method: Method, language: str, expected: str
) -> None:
    with override(language):
        assert label(method.dataset.countries["IN"]) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "Changement climatique"), ("en", "Climate change")]
)
def test_an_impact_is_named_in_the_language_of_the_page(
    method: Method, language: str, expected: str
) -> None:
    with override(language):
        assert label(method.dataset.impacts["cch"]) == expected


def test_a_name_without_translation_stays_french_and_is_marked_so() -> None:
    template = Template("{% load labels %}{{ name|label_html }}|{{ name|label }}")
    with override("en"):
        shown = template.render(Context({"name": "Matière <nouvelle>"}))
    assert shown == ('<span lang="fr">Matière &lt;nouvelle&gt;</span>|Matière &lt;nouvelle&gt;')


def test_ingredients_names_keep_their_origin(method: Method) -> None:
    organic = [i for i in method.dataset.ingredients.values() if i.name.endswith(" Bio")]
    assert len(organic) > 50
    with override("en"):
        assert all(label(ingredient).endswith(", organic") for ingredient in organic)


def test_every_code_of_the_shipped_version_is_said_in_words(method: Method) -> None:
    data = method.dataset
    ingredients = data.ingredients.values()
    processes = data.processes.values()
    for known, codes in (
        (words.SCOPES, {scope for process in processes for scope in process.scopes}),
        (words.PROCESS_CATEGORIES, {code for one in processes for code in one.categories}),
        (words.INGREDIENT_CATEGORIES, {code for one in ingredients for code in one.categories}),
        (words.CROP_GROUPS, {one.crop_group for one in ingredients if one.crop_group}),
        (words.SCENARIOS, {one.scenario for one in ingredients if one.scenario}),
        (words.DEFAULT_ORIGINS, {one.default_origin for one in ingredients}),
        (words.FIBRE_ORIGINS, {material.origin for material in data.materials.values()}),
    ):
        assert codes == set(known)
