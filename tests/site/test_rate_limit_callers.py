"""Who counts as one caller of the limit (api.md 8)."""

from typing import Any

import pytest
from django.test import Client

from foundation.clients import parse_address
from tests.site.counting import LIST

pytestmark = pytest.mark.services


def test_56_an_address_on_the_whitelist_is_never_refused(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 2
    counters.RATELIMIT_WHITELIST = [parse_address("127.0.0.9"), parse_address("2001:db8::1")]
    for address in ("127.0.0.9", "2001:db8::1", "2001:DB8:0::1"):
        client = Client(REMOTE_ADDR=address)
        assert {client.get(LIST).status_code for _ in range(4)} == {200}


def remaining(client: Client, address: str, **headers: str) -> int:
    response = client.get(LIST, REMOTE_ADDR=address, headers=headers)
    return int(response["X-RateLimit-Remaining"])


def test_an_ipv6_caller_counts_with_its_whole_network(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    client = Client()
    assert remaining(client, "2001:db8:0:1::1") == 9
    assert remaining(client, "2001:db8:0:1:ffff:1:2:3") == 8
    assert remaining(client, "2001:db8:0:2::1") == 9
    # An IPv4 address written as an IPv6 one is the IPv4 caller.
    assert remaining(client, "::ffff:192.0.2.1") == 9
    assert remaining(client, "192.0.2.1") == 8


def test_callers_without_an_address_count_together(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    client = Client()
    assert remaining(client, "") == 9
    assert remaining(client, "") == 8


def test_without_a_trusted_proxy_a_forwarded_address_is_not_believed(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    client = Client()
    for left in (9, 8, 7):
        assert remaining(client, "192.0.2.7", **{"X-Forwarded-For": f"198.51.100.{left}"}) == left


def test_a_trusted_proxy_names_the_caller_and_what_it_was_told_is_not_believed(
    counters: Any,
) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    counters.TRUSTED_PROXIES = 1
    client = Client()
    proxy = "192.0.2.8"
    assert remaining(client, proxy, **{"X-Forwarded-For": "198.51.100.1"}) == 9
    # The client wrote the first address, the proxy the last one.
    assert remaining(client, proxy, **{"X-Forwarded-For": "203.0.113.1, 198.51.100.1"}) == 8
    assert remaining(client, proxy, **{"X-Forwarded-For": "203.0.113.2,198.51.100.1:4711"}) == 7
    assert remaining(client, proxy, **{"X-Forwarded-For": "198.51.100.2"}) == 9
    # Without a header, or with one that is not an address, it is the proxy itself.
    assert remaining(client, proxy) == 9
    assert remaining(client, proxy, **{"X-Forwarded-For": "nobody"}) == 8
    counters.TRUSTED_PROXIES = 2
    chain = {"X-Forwarded-For": "203.0.113.9, 198.51.100.3, 192.0.2.99"}
    assert remaining(client, proxy, **chain) == 9
    assert remaining(client, proxy, **{"X-Forwarded-For": "198.51.100.3, 192.0.2.98"}) == 8
