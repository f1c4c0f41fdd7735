"""The single place where a client's IP address is determined (api.md 8).

A header that any client can forge is not trusted: the address is taken from ``X-Forwarded-For`` as
many entries from the right as the operator declares proxies (``TRUSTED_PROXIES``).
"""

import functools
import ipaddress

from django.conf import settings
from django.http import HttpRequest

# A request over a unix socket has no IP address: all such clients share one counter.
NO_ADDRESS = "sans-adresse"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_IPV6_NETWORK_BITS = 64
_RECENT_CALLERS = 4096


def client_address(request: HttpRequest) -> Address | None:
    """Return the client's address, or None when there is none."""
    direct = parse_address(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies:
            return parse_address(forwarded[-proxies]) or direct
    return direct


@functools.lru_cache(_RECENT_CALLERS)
def counted_as(address: Address | None) -> str:
    """Return the rate-limit key of an address: a /64 for IPv6, since a client owns one."""
    if address is None:
        return NO_ADDRESS
    if isinstance(address, ipaddress.IPv6Address):
        network = ipaddress.ip_network((address, _IPV6_NETWORK_BITS), strict=False)
        return str(network)
    return str(address)


@functools.lru_cache(_RECENT_CALLERS)
def parse_address(text: str) -> Address | None:
    """Parse an address, with or without a port or brackets; return None if it is invalid."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
