"""Headers written without Django's checks equal those written with them."""

import pytest
from django.http import HttpResponse
from django.http.response import BadHeaderError

from foundation.header_lines import lines_of, put, put_defaults, put_value


def test_headers_are_set_whatever_the_case_of_their_name() -> None:
    response = HttpResponse(headers={"x-one": "old", "X-Two": "kept"})
    put(response, lines_of({"X-One": "new"}))
    put_defaults(response, lines_of({"x-two": "unused", "X-Three": "default"}))
    put_value(response, "X-Four", "4")
    found = {name: value for name, value in response.items() if name.startswith("X-")}
    assert found == {"X-One": "new", "X-Two": "kept", "X-Three": "default", "X-Four": "4"}
    assert response["x-four"] == "4"
    del response["X-FOUR"]
    assert not response.has_header("X-Four")


def test_a_constant_header_is_checked_once() -> None:
    with pytest.raises(BadHeaderError):
        lines_of({"X-One": "a\r\nX-Two: b"})
