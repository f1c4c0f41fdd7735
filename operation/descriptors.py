"""The limit of open files, which 1000 connections of one process come close to by default."""

import resource

# Beyond the connections: the database's, the counters', the other processes'.
_OTHERS = 256


def allow_connections(count: int) -> None:
    """Raise the limit of this process for ``count`` connections, as far as the system allows."""
    needed = count + _OTHERS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        allowed = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
