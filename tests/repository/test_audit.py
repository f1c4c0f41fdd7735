"""The dependency audit never takes silence for success."""

from typing import Any

from scripts.audit import verdict

PINNED = {"django", "orjson"}


def report(**vulnerabilities: list[str]) -> dict[str, Any]:
    return {
        "dependencies": [
            {"name": name, "version": "1", "vulns": [{"id": found} for found in ids]}
            for name, ids in vulnerabilities.items()
        ]
    }


def test_all_audited_and_nothing_known_passes() -> None:
    passes, sentence = verdict("x.txt", PINNED, report(django=[], orjson=[]))
    assert passes
    assert "2 dépendances vérifiées" in sentence


def test_a_known_vulnerability_fails_and_is_named() -> None:
    passes, sentence = verdict("x.txt", PINNED, report(django=["CVE-2030-1"]))
    assert not passes
    assert "django (CVE-2030-1)" in sentence


def test_a_part_left_out_fails_and_is_named() -> None:
    found = report(django=[])
    found["dependencies"].append({"name": "orjson", "skip_reason": "not found"})
    passes, sentence = verdict("x.txt", PINNED, found)
    assert not passes
    assert "non vérifiées : orjson" in sentence


def test_a_service_out_of_reach_is_said_and_does_not_fail() -> None:
    skipped = {"dependencies": [{"name": name, "skip_reason": "x"} for name in PINNED]}
    for nothing in (None, skipped):
        passes, sentence = verdict("x.txt", PINNED, nothing)
        assert passes
        assert "AUDIT NON FAIT" in sentence
