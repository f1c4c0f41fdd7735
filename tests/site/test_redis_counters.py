"""Counters that machines share through Redis."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis as RedisClient

from ecobalyse_site.redis_counters import RedisCounterCache
from tests.operation.services import Redis

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with Redis() as redis:
        yield redis.url


@pytest.fixture
def store(address: str) -> RedisCounterCache:
    with RedisClient.from_url(address) as client:
        client.flushdb()
    return RedisCounterCache(address, {})


def test_a_counter_is_made_once_and_added_to_by_all(store: RedisCounterCache, address: str) -> None:
    other = RedisCounterCache(address, {})
    assert store.add("caller", 1, 60)
    assert not other.add("caller", 1, 60)
    assert other.incr("caller") == 2
    assert store.incr("caller", 3) == 5
    assert store.decr("caller") == 4
    assert other.get("caller") == 4


def test_adding_makes_no_counter_which_would_never_expire(
    store: RedisCounterCache, address: str
) -> None:
    with pytest.raises(ValueError, match="no such counter"):
        store.incr("nobody")
    with RedisClient.from_url(address) as client:
        assert client.keys("*") == []


def test_all_threads_add_to_the_same_counter(store: RedisCounterCache) -> None:
    store.add("caller", 0, 60)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.incr("caller"), range(400)))
    assert sorted(found) == list(range(1, 401))


def test_a_count_is_one_command(store: RedisCounterCache, address: str) -> None:
    store.add("caller", 0, 60)
    store.incr("caller")
    with RedisClient.from_url(address) as client:
        client.config_resetstat()
        for _ in range(100):
            store.incr("caller")
        calls = {name: said["calls"] for name, said in client.info("commandstats").items()}
    # The script's own commands are counted as well.
    asked = {"cmdstat_evalsha": 100, "cmdstat_exists": 100, "cmdstat_incrby": 100}
    assert {name: calls[name] for name in asked} == asked
    assert set(calls) <= {*asked, "cmdstat_config|resetstat", "cmdstat_info"}
