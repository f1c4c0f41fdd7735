"""The one function that decides a client's address (api.md 8).

A header that anyone can send is never believed: only as many proxies as the operator declares
(``TRUSTED_PROXIES``) are, counted from the right of ``X-Forwarded-For``.
"""

import functools
import ipaddress

from django.conf import settings
from django.http import HttpRequest

# Behind a unix socket there is no address: all such callers count as one.
NO_ADDRESS = "sans-adresse"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_IPV6_NETWORK_BITS = 64
_RECENT_CALLERS = 4096


def client_address(request: HttpRequest) -> Address | None:
    """The address of the caller, None where there is none."""
    direct = parse_address(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies:
            return parse_address(forwarded[-proxies]) or direct
    return direct


@functools.lru_cache(_RECENT_CALLERS)
def counted_as(address: Address | None) -> str:
    """What a caller is counted under: an IPv6 caller has a whole /64 to choose from."""
    if address is None:
        return NO_ADDRESS
    if isinstance(address, ipaddress.IPv6Address):
        network = ipaddress.ip_network((address, _IPV6_NETWORK_BITS), strict=False)
        return str(network)
    return str(address)


@functools.lru_cache(_RECENT_CALLERS)
def parse_address(text: str) -> Address | None:
    """Read an address, with or without a port or brackets; None for anything else."""
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
