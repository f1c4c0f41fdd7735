"""The README's promises: its addresses answer, its picture is small."""

import re
from pathlib import Path

import pytest
from django.test import Client

REPOSITORY = Path(__file__).parents[2]
READMES = ("README.md", "README.en.md")
LARGEST_PICTURE = 150_000
# Addresses in the tables: pages, and lists followed by the names of similar ones.
ADDRESS = re.compile(r"`(/[\w./?=-]*)`")
# A folder, and addresses that not everyone may read.
NO_PAGES = ("/dev/", "/metrics", "/administration/")
LISTS = re.compile(r"\| (`/api/\w+/\w+`(?:, `\w+`)+) \| (`/api/[^|]*) \|")


def tables(name: str) -> str:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if line.startswith("|"))


def simulators(name: str) -> set[str]:
    return {
        address
        for _lists, found in LISTS.findall(tables(name))
        for address in ADDRESS.findall(found)
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", READMES)
def test_every_address_of_a_readme_answers(client: Client, name: str) -> None:
    pages = set(ADDRESS.findall(tables(name))) - simulators(name)
    assert len(pages) >= 6
    for address in pages:
        if not address.startswith(NO_PAGES):
            assert client.get(address).status_code == 200, address


def test_every_list_and_simulator_of_the_readme_is_documented(client: Client) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    named = set(simulators("README.md"))
    for lists, _found in LISTS.findall(tables("README.md")):
        first, *others = re.findall(r"`([^`]*)`", lists)
        named |= {first, *(first.rpartition("/")[0] + f"/{other}" for other in others)}
    named |= set(re.findall(r"`(/api/[\w/]+/(?:batch|catalogue))`", readme))
    paths = client.get("/api").json()["paths"]
    analyses = ("/explain", "/differences", "/levers", "/estimate")
    analysed = {path for path in paths if path.endswith(analyses)}
    assert named == set(paths) - analysed - {"/api/textile/simulator/{impact}"}


@pytest.mark.parametrize("name", READMES)
def test_a_readme_leads_to_the_other_and_shows_one_light_picture(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    (other,) = set(READMES) - {name}
    assert f"]({other})" in text
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert (REPOSITORY / picture).stat().st_size < LARGEST_PICTURE


def test_both_readmes_say_the_same() -> None:
    """Same number of headings of each level, same rows of addresses, same commands."""
    french, english = ((REPOSITORY / name).read_text(encoding="utf-8") for name in READMES)
    levels = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in (french, english)]
    assert levels[0] == levels[1]
    assert set(ADDRESS.findall(tables("README.md"))) == {
        # English readers want the document in English.
        *set(ADDRESS.findall(tables("README.en.md"))),
        "/api",
    }
    block = re.compile(r"^```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)
    words = {"FIN": "END", "JETON": "TOKEN", "vous@exemple.fr": "you@example.org"}
    commands = "".join(block.findall(french))
    for one, other in words.items():
        commands = commands.replace(one, other)
    assert commands == "".join(block.findall(english))
