"""Words of the portal and of a version's lists (catalogue.md 2.3)."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from scoring.answers.names import english_names
from scoring.catalogue.faults import CellFault
from scoring.catalogue.vocabulary.labels import LABELS_FILE, Labels, read_labels
from scoring.engine.method import Method

PORTAL = Path(__file__).parents[3] / "shared" / "reference" / "declaration-portal"


def test_every_id_name_and_english_name_is_known(method: Method) -> None:
    labels = Labels(method)
    data = method.dataset
    english = english_names()
    for kind, records in (("products", data.products), ("materials", data.materials)):
        for record in records.values():
            for word in (record.id, record.name, english[record.name]):
                assert labels.code(kind, word) == (record.id, None), word
    for country in data.countries.values():
        assert labels.code("countries", country.name) == (country.code, None)
        assert labels.code("countries", country.code) == (country.code, None)


def test_every_word_of_the_portal_is_known(method: Method) -> None:
    labels = Labels(method)
    words = read_labels(LABELS_FILE)
    assert len(words) > 150
    for kind, word, code in words:
        assert labels.code(kind, word) == (code, None)


def test_a_word_that_two_records_share_means_neither(method: Method) -> None:
    materials = dict(method.dataset.materials)
    first, second = list(materials.values())[:2]
    word = "un nom de deux matières"
    twins = {record.id: replace(record, name=word, short_name=word) for record in (first, second)}
    dataset = replace(method.dataset, materials=materials | twins)
    other = method._replace(dataset=dataset)
    labels = Labels(other)
    with pytest.raises(CellFault):
        labels.code("materials", word)
    assert labels.code("materials", first.id)[0] == first.id


def test_our_file_is_made_of_the_portals(tmp_path: Path) -> None:
    if not PORTAL.is_dir():
        pytest.skip("the portal's files are not beside the repository")
    out = tmp_path / "labels.csv"
    said = StringIO()
    call_command("convert_portal_labels", str(PORTAL / "labels.json"), destination=out, stdout=said)
    assert out.read_bytes() == LABELS_FILE.read_bytes()
    assert "154 mots" in said.getvalue()


@pytest.mark.parametrize(
    "table",
    [{"toys": {"a": "b"}}, {"materials": {"Coton": "ei-coton"}}, {"materials": {"a": "b,c"}}, []],
)
def test_a_table_of_another_kind_is_refused(tmp_path: Path, table: object) -> None:
    source = tmp_path / "labels.json"
    source.write_text(json.dumps(table))
    with pytest.raises(CommandError, match="illisible"):
        call_command("convert_portal_labels", str(source), destination=tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()
