"""Response headers: what is cached from one to the next."""

import pytest

from operation import replies


def reply() -> replies.Reply:
    made = replies.Reply.__new__(replies.Reply)
    made.headers = []
    made.response_length = None
    made.upgrade = False
    return made


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Disposition", 'attachment; filename="robe-secrete.csv"'),
        ("Location", "/versions/?next=secret"),
        ("Set-Cookie", "sessionid=secret"),
        ("X-Request-Id", "secret"),
    ],
)
def test_nothing_of_one_visitor_is_remembered(name: str, value: str) -> None:
    before = replies._checked.cache_info().currsize
    sent = reply()
    sent.process_headers([(name, value)])
    assert sent.headers == [(name, value)]
    assert replies._checked.cache_info().currsize == before
