"""The addresses of all pages, from the routes themselves."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from foundation.paths import is_api_path

# Not pages, only posted to, or in need of an account: these have their own tests.
LEFT_OUT = re.compile(
    r"^/(langue|admin|healthz|readyz|metrics|robots\.txt)|\.(json|csv|txt)$|/(fragment|lien|explication|leviers)/$"
    r"|^/catalogue/."
)

# Pages whose address holds a part that varies: one of each.
EXAMPLES = (
    "/versions/v7.0.0/",
    "/textile/exemples/6a2da9ff-9120-4a47-91ad-a8e72be45f4a/",
    "/explorateur/textile/exemples/",
    "/explorateur/textile/procedes/?q=teinture",
    "/explorateur/textile/pays/FR/",
    "/explorateur/alimentaire/ingredients/?tri=nom&sens=desc",
    "/explorateur/veli/exemples/",
    "/pages/methode-textile/",
    "/pages/methode-objets/",
    "/documentation/champs/",
    "/documentation/methode-textile/",
    "/xxx/",
    "/versions/v9.9.9/textile/",
)


def page_addresses() -> list[str]:
    """Every page with a fixed address, and one of each kind of the others."""
    found = dict.fromkeys(f"/{route}" for route in _routes(get_resolver()))
    kept = [path for path in found if not is_api_path(path) and not LEFT_OUT.search(path)]
    return [*kept, *EXAMPLES]


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        elif isinstance(pattern, URLPattern) and not re.search(r"[<(^]", route):
            yield route
