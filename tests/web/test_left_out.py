"""Why a version lacks a sector, told in English as the installation wrote it in French."""

import pytest
from django.utils import translation

from scoring.engine.manifest import Notice
from scoring.installation.kinds import by_kind
from scoring.web.left_out import told_reason

FOUR = by_kind(
    [f"a.json, p{n}, pef : un nombre fini est attendu ({n} reçu)" for n in range(4)], few=1
)


def english(french: str) -> tuple[str, bool]:
    with translation.override("en"):
        return told_reason(Notice(french, "", "food"))


@pytest.mark.parametrize(
    ("french", "said"),
    [
        (
            "Ses données demandent des règles que ce programme n'a pas. profil, roles : aucun "
            "procédé n'a l'identifiant, ou le nom et l'inventaire, de ceux qui tiennent ces rôles "
            "dans les versions fournies (a, b).",
            "Its data need rules that this program does not have. profile, roles: no process has "
            "the id, or the name and the inventory, of those that hold these roles in the versions "
            "provided (a, b).",
        ),
        (
            "ingredients.json, x, density : un nombre fini est attendu ('lourd' reçu).",
            "ingredients.json, x, density: a finite number is expected ('lourd' received).",
        ),
        (
            "ingredients.json, x : le champ id manque. a.json, y, z : « q » n'existe pas.",
            "ingredients.json, x: the field id is missing. a.json, y, z: “q” does not exist.",
        ),
        (
            f"{FOUR[0]}.",
            "a.json, pef: a finite number is expected; 4 times, such as p0 (0 received), "
            "p1 (1 received), p2 (2 received).",
        ),
    ],
)
def test_a_reason_is_told_in_english(french: str, said: str) -> None:
    assert english(french) == (said, False)


def test_a_reason_that_nobody_knows_stays_french_and_says_so() -> None:
    french = "Aucun procédé de la source n'est de ce secteur. Une autre raison."
    assert english(french) == (french, True)


def test_the_english_of_the_version_comes_first() -> None:
    with translation.override("en"):
        assert told_reason(Notice("Le français.", "The English.", "food")).text == "The English."
    with translation.override("fr"):
        assert told_reason(Notice("Le français.", "The English.", "food")).text == "Le français."
