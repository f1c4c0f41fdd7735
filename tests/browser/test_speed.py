"""``make bench-pages`` measures what it says; a test asserts no duration."""

from playwright.sync_api import Browser

from benchmarks.pages import KEYS, measure, shown
from tests.site.server import Server


def test_each_key_is_followed_until_its_update_is_painted(
    browser: Browser, instance: Server
) -> None:
    found = measure(browser, instance.address, 2)
    assert [len(times) for times in found.values()] == [2] * len(KEYS)
    for times in found.values():
        for one in times:
            assert 0 <= one.sent <= one.answered <= one.changed <= one.painted
            assert one.bytes > 1000
    text = shown(found)
    for title, _ in KEYS:
        assert f"| {title}, 2 fois |" in text
