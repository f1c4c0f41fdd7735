"""What a request for many products counts as (api.md 6.2)."""

# Items that a batch may have for each request that it counts as.
ITEMS_A_REQUEST = 100


def further_requests(items: int) -> int:
    """What a batch counts as beyond one request: one for each hundred items after the first.

    >>> [further_requests(items) for items in (0, 100, 101, 200, 201, 10_000)]
    [0, 0, 1, 1, 2, 99]
    """
    return max(0, -(-items // ITEMS_A_REQUEST) - 1)
