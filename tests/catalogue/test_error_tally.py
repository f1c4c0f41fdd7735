"""Errors of a whole file: counted by message, in any order of its parts."""

from scoring.catalogue.error_tally import ErrorTally


def test_parts_of_a_file_add_up_in_any_order() -> None:
    first, second = ErrorTally(), ErrorTally()
    for line, message in ((9, "a"), (10, "b"), (11, "b")):
        first.count(message, line)
    for line, message in ((3, "b"), (4, "c")):
        second.count(message, line)
    added = ErrorTally()
    for part in (second, first):
        added.add(part)
    assert added.summary() == [
        {"message": "b", "rows": 3, "line": 3},
        {"message": "c", "rows": 1, "line": 4},
        {"message": "a", "rows": 1, "line": 9},
    ]


def test_what_is_kept_and_shown_is_bounded() -> None:
    tally = ErrorTally()
    for line in range(1500):
        tally.count(f"{line}", line)
    tally.count("999", 5000)
    tally.count("1400", 5000)
    assert len(tally.summary()) == 10
    assert tally.summary()[0] == {"message": "999", "rows": 2, "line": 999}
    assert tally.summary()[1] == {"message": "0", "rows": 1, "line": 0}
