"""Each rule of the portal's cells, good and bad (catalogue.md 2.3 to 2.8)."""

import pytest

from scoring.catalogue.results import DIFFERS, OK, Result
from scoring.engine.method import Method
from tests.catalogue.files import (
    HEADER,
    PULL,
    PULL_REQUEST,
    SCORE,
    codes,
    columns,
    lines,
    pull,
    score,
    score_of,
    score_one,
)

METAL = "0c903fc7-279b-4375-8cfa-ca8133b8e973"
SHORT_ZIP = "0e8ea799-9b06-490c-a925-37564746c454"
FIRST_FORM = [name for name in HEADER if name.startswith("Quantité")]
SECOND_FORM = [f"Accessoire {n}{what}" for n in range(1, 5) for what in ("", " quantité")]


def test_the_portals_example_has_its_score(method: Method) -> None:
    result = score_one(method)
    assert (result.status, result.id, result.line) == (200, "REF-123", 2)
    assert result.score == SCORE == score_of(method, PULL_REQUEST)
    assert result.declared_check == OK
    assert (list(result.warnings), list(result.errors)) == ([], [])


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("Catégorie", ["PULL", "pull", "Sweater", "Jumper", " pull "]),
        ("Matière 1", ["ei-viscose", "VISCOSE", "viscose"]),
        ("Matière 2", ["Kenaf", "ei-jute-kenaf"]),
        ("Origine de confection", ["CN", "China", "chine"]),
        ("Type d'impression", ["pigment", "Pigmentary", "PIGMENTAIRE"]),
        ("Remanufacturé", ["no", "False", "FAUX", "0"]),
        (
            "Taille de l'entreprise",
            ["large-business-without-services", "Large company without repair service"],
        ),
        ("Masse (en kg)", ["0.55", "0,550", "+0.55", "5.5e-1"]),
        ("Nombre de références", ["9 000", "9\u202f000", "9\u00a0000", "9000,0"]),
        ("Matière 1 pourcentage", ["90", "90%", "90,00 %", "90.00\u00a0%"]),
    ],
)
def test_a_value_is_read_however_it_is_written(
    method: Method, column: str, words: list[str]
) -> None:
    results = score(lines([pull(**{column: word}) for word in words]), method)
    assert [result.score for result in results] == [SCORE] * len(words)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("Catégorie", "Pulll", "« Pull »"),
        ("Catégorie", "", "la catégorie manque"),
        ("Matière 1", "Vicose", "« Viscose »"),
        ("Origine de confection", "Chinne", "« Chine »"),
        ("Origine de confection", "Espagne", "ES"),
        ("Masse (en kg)", "", "la masse manque"),
        ("Masse (en kg)", "0,55 kg", "n'est pas un nombre"),
        ("Masse (en kg)", "1.234,5", "n'est pas un nombre"),
        ("Masse (en kg)", "0", "supérieure"),
        ("Masse (en kg)", "nan", "n'est pas un nombre"),
        ("Remanufacturé", "peut-être", "ni oui ni non"),
        ("Nombre de références", "1,5", "entier"),
        ("Nombre de références", "1000000", "999999"),
        ("Matière 1 pourcentage", "110 %", "entre 0 et 1"),
        ("Matière 1 pourcentage", "quatre-vingt-dix", "n'est pas un nombre"),
        ("Pourcentage d'impression", "81 %", "0.8"),
        ("Quantité de bouton en métal", "1,5", "entier"),
        ("Quantité de bouton en métal", "-1", "entier"),
        ("Type d'impression", "Sérigraphie", "pigmentaire"),
    ],
)
def test_what_cannot_be_read_is_refused_by_line_and_column(
    method: Method, column: str, cell: str, said: str
) -> None:
    first, bad, last = score(lines([pull(), pull(**{column: cell}), pull()]), method)
    assert first.score == last.score == SCORE
    assert (bad.status, bad.line, bad.score) == (400, 3, None)
    assert columns(bad) == [column]
    assert said in bad.errors[0].message


def test_all_faults_of_a_row_are_named_at_once(method: Method) -> None:
    cells = {
        "Catégorie": "Pulll",
        "Masse (en kg)": "-1",
        "Nombre de références": "0",
        "Matière 2 pourcentage": "dix",
        "Origine de confection": "Espagne",
    }
    assert set(columns(score_one(method, **cells))) == set(cells)


def test_a_word_in_parentheses_may_be_a_comment(method: Method) -> None:
    result = score_one(method, Catégorie="Pull (col rond)")
    assert result.score == SCORE
    assert codes(result) == ["label-shortened"]
    recycled = score_one(method, **{"Matière 1": "Coton recyclé (déchets de production)"})
    assert recycled.status == 200
    assert codes(recycled) == []


@pytest.mark.parametrize(
    ("cell", "used", "expected"),
    [
        ("0,5", 1, ["price-clamped"]),
        ("1500", 1000, ["price-clamped"]),
        ("1 500,00", 1000, ["price-clamped"]),
        ("1,500", 1.5, ["number-read"]),
        ("1", 1, []),
        ("1000", 1000, []),
    ],
)
def test_prices_out_of_range_are_computed_at_its_ends(
    method: Method, cell: str, used: float, expected: list[str]
) -> None:
    result = score_one(method, **{"Prix (en euros, TTC)": cell})
    assert result.score == score_of(method, {**PULL_REQUEST, "price": used})
    assert [code for code in codes(result) if code != "price-unusual"] == expected


def test_empty_cells_are_the_methods_defaults(method: Method) -> None:
    kept = ("Catégorie", "Masse (en kg)", "Matière 1", "Matière 1 pourcentage")
    [result] = score(lines([{name: PULL[name] for name in kept} | {kept[3]: "100"}]), method)
    materials = [{"id": "ei-viscose", "share": 1}]
    assert result.score == score_of(
        method, {"product": "pull", "mass": 0.55, "materials": materials}
    )


@pytest.mark.parametrize("word", ["Inconnue", "inconnu", "Unknown", "---"])
def test_an_unknown_country_is_no_country(method: Method, word: str) -> None:
    result = score_one(method, **{"Origine de filature": word})
    unknown = {name: value for name, value in PULL_REQUEST.items() if name != "countrySpinning"}
    assert result.score == score_of(method, unknown)


# Accessories (catalogue.md 2.6).


def test_no_quantity_is_the_categorys_accessories(method: Method) -> None:
    result = score_one(method, **dict.fromkeys(FIRST_FORM, ""), Catégorie="Jean", Score="")
    request = {**PULL_REQUEST, "product": "jean"}
    del request["trims"]
    assert result.score == score_of(method, request)
    assert result.score != score_of(method, {**request, "trims": []})


def test_a_zero_is_no_accessory_at_all(method: Method) -> None:
    result = score_one(method, **{FIRST_FORM[0]: "0"}, Catégorie="Jean")
    assert result.score == score_of(method, {**PULL_REQUEST, "product": "jean", "trims": []})


def test_several_quantities_are_exactly_those(method: Method) -> None:
    result = score_one(method, **{FIRST_FORM[0]: "2", FIRST_FORM[3]: "1", FIRST_FORM[1]: "0"})
    trims = [{"id": METAL, "quantity": 2}, {"id": SHORT_ZIP, "quantity": 1}]
    assert result.score == score_of(method, {**PULL_REQUEST, "trims": trims})


def in_second_form(method: Method, **cells: str) -> Result:
    header = [name for name in HEADER if name not in FIRST_FORM] + SECOND_FORM
    row = {name: cell for name, cell in pull(**cells).items() if name in header}
    [result] = score(lines([row], header), method)
    return result


def test_accessories_in_the_second_form(method: Method) -> None:
    result = in_second_form(method, **{"Accessoire 1": "Bouton en métal", SECOND_FORM[1]: "1"})
    assert result.score == SCORE
    named = in_second_form(method, **{"Accessoire 2": METAL, "Accessoire 2 quantité": "1,0"})
    assert named.score == SCORE
    none = in_second_form(method, **{"Accessoire 1": "Zip long", SECOND_FORM[1]: "0"})
    assert none.score == score_of(method, {**PULL_REQUEST, "trims": []})


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Accessoire 1": "Zip long"}, "Accessoire 1 quantité"),
        ({"Accessoire 1 quantité": "2"}, "Accessoire 1"),
        ({"Accessoire 1": "Bouton en bois", "Accessoire 1 quantité": "2"}, "Accessoire 1"),
    ],
)
def test_half_an_accessory_is_refused(method: Method, cells: dict[str, str], column: str) -> None:
    assert columns(in_second_form(method, **cells)) == [column]


def test_both_forms_in_one_row_are_refused(method: Method) -> None:
    result = score_one(method, **{"Accessoire 1": "Zip long", "Accessoire 1 quantité": "1"})
    assert columns(result) == ["Accessoire 1"]


# Materials (catalogue.md 2.4).


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Matière 2 pourcentage": ""}, "Matière 2 pourcentage"),
        ({"Matière 2": ""}, "Matière 2"),
        ({"Matière 3 origine": "Chine"}, "Matière 3"),
    ],
)
def test_half_a_material_is_refused(method: Method, cells: dict[str, str], column: str) -> None:
    assert columns(score_one(method, **cells)) == [column]


def test_nothing_of_nothing_is_passed_over(method: Method) -> None:
    assert score_one(method, **{"Matière 3 pourcentage": "0,00 %"}).score == SCORE


def test_fractions_in_a_text_are_told_of(method: Method) -> None:
    result = score_one(method, **{"Matière 1 pourcentage": "0,9", "Matière 2 pourcentage": "0,1"})
    assert result.status == 200
    assert codes(result) == ["shares-look-like-fractions", "materials-sum"]
    assert result.warnings[0].column == "Matière 1 pourcentage"


def test_shares_that_do_not_add_up_are_told_of(method: Method) -> None:
    result = score_one(method, **{"Matière 2 pourcentage": "5 %"})
    assert (result.status, codes(result)) == (200, ["materials-sum"])


# Numbers of articles (catalogue.md 2.5).


@pytest.mark.parametrize(
    ("cell", "good"),
    [
        ("96385074", True),
        ("2234567891001", True),
        ("2234567891001;3234567891000", True),
        ("2234567891001, 3234567891000", True),
        ("2234567891001\n3234567891000", True),
        ("2234567891002", False),
        ("96385075", False),
        # Their check digits are correct, but the portal does not accept their lengths.
        ("223456789101", False),
        ("22345678910001", False),
        ("22345678910O1", False),
        ("2,23457E+12", False),
        ("", False),
    ],
)
def test_a_gtin_changes_no_score(method: Method, cell: str, good: bool) -> None:
    result = score_one(method, **{"GTINs/EANs": cell})
    assert result.score == SCORE
    assert codes(result) == ([] if good else ["gtin"])
    assert all(remark.column == "GTINs/EANs" for remark in result.warnings)


# The portal's own rules (catalogue.md 2.7).


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Origine de tissage/tricotage": ""}, "Origine de tissage/tricotage"),
        ({"Origine de confection": "Inconnue"}, "Origine de confection"),
        ({"Pourcentage d'impression": ""}, "Pourcentage d'impression"),
        ({"Type d'impression": ""}, "Type d'impression"),
        ({"Pourcentage d'impression": "30 %"}, "Pourcentage d'impression"),
        ({"Masse (en kg)": "0,005"}, "Masse (en kg)"),
        ({"Prix (en euros, TTC)": "0,5"}, "Prix (en euros, TTC)"),
        ({"GTINs/EANs": "223456789100"}, "GTINs/EANs"),
        ({"Matière 2 pourcentage": "5 %"}, "Matière 1 pourcentage"),
    ],
)
def test_the_portals_rules_refuse_only_where_that_is_asked(
    method: Method, cells: dict[str, str], column: str
) -> None:
    content = lines([pull(**cells)])
    [told] = score(content, method)
    assert told.status == 200
    assert column in [remark.column for remark in told.warnings]
    [refused] = score(content, method, strict=True)
    assert (refused.status, columns(refused)) == (400, [column])


def test_a_remanufactured_garment_needs_no_countries(method: Method) -> None:
    cells = dict.fromkeys(
        ("Origine de tissage/tricotage", "Origine de l'ennoblissement/impression"), ""
    )
    [result] = score(lines([pull(Remanufacturé="Oui", **cells)]), method, strict=True)
    assert result.status == 200


def test_a_good_row_passes_the_strict_rules(method: Method) -> None:
    [result] = score(lines([pull()]), method, strict=True)
    assert (result.status, codes(result)) == (200, [])


# The declared score.


@pytest.mark.parametrize(
    ("declared", "check"),
    [("2318", OK), ("2 341,50", OK), ("2295.2", OK), ("2342", DIFFERS), ("2295", DIFFERS)],
)
def test_a_declared_score_is_compared_within_one_per_cent(
    method: Method, declared: str, check: str
) -> None:
    assert score_one(method, Score=declared).declared_check == check


def test_a_declared_score_that_cannot_be_read_refuses_nothing(method: Method) -> None:
    result = score_one(method, Score="Inconnue")
    assert (result.score, result.declared_check) == (SCORE, None)
    assert codes(result) == ["declared-score"]
    assert score_one(method, Score="").declared_check is None
