"""Every link of the frame and of the pages leads to a page."""

import re

import pytest
from django.test import Client

from tests.browser.addresses import page_addresses

pytestmark = pytest.mark.any_store

LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#?]*)')


@pytest.mark.django_db
def test_every_link_of_a_page_leads_somewhere(client: Client) -> None:
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    # The explorer's tables have a link for each record, which its own tests check.
    for address in page_addresses():
        if not address.startswith("/explorateur/") and not address.endswith(".xml"):
            answer = client.get(address)
            seen[address] = answer.status_code
            for link in LINK.findall(answer.content.decode()):
                found.setdefault(link, address)
    assert "/textile/" in found
    seen |= {link: client.get(link).status_code for link in found if link not in seen}
    broken = {link: origin for link, origin in found.items() if seen[link] >= 400}
    assert not broken
