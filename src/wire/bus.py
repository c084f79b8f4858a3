"""Shared by publisher.py and subscriber.py: a Redis connection, the streams of this run, and the line of code that published or read.

Every run has its own namespace, in MD_NAMESPACE: its streams are deleted afterwards, and those of others are not
touched. Reports use core's default namespace. Without a Redis server, fakeredis is used inside this process.
"""

import os
import sys
import traceback

DEFAULT_NAMESPACE = "mdp"
NAMESPACE = os.environ["MD_NAMESPACE"]
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
BACKENDS = {"memory": "inmem", "redis": "redis"}
"""Core's name of each bus."""
DEAD_LETTERS = ".dlq"
DATA_FIELD = "data"


def use_fake_redis():
    """Connects every Redis URL to one fakeredis server inside this process. Returns fakeredis' version."""
    import fakeredis
    import redis.asyncio

    server = fakeredis.FakeServer()
    redis.asyncio.from_url = lambda url, **options: fakeredis.FakeAsyncRedis(server=server, **options)
    return fakeredis.__version__


def connect():
    """A connection for this script, separate from those of the code under test."""
    import redis.asyncio

    return redis.asyncio.from_url(REDIS_URL, encoding="utf-8", decode_responses=True)


async def own_streams(connection):
    """The streams that this run created."""
    return sorted([key async for key in connection.scan_iter(match=f"{NAMESPACE}*") if await connection.type(key) == "stream"])


async def clean_up(connection):
    keys = [key async for key in connection.scan_iter(match=f"{NAMESPACE}*")]
    if keys:
        await connection.delete(*keys)
    await connection.aclose()


def with_default_namespace(stream):
    return stream.replace(NAMESPACE, DEFAULT_NAMESPACE)


def location_in(package, frames):
    """`package/file.py:50` of the innermost of these frames that lies in the package; None where there is none."""
    for frame in reversed(frames):
        parts = frame.filename.split(os.sep)
        if package in parts:
            return "/".join(parts[parts.index(package) :]) + f":{frame.lineno}"
    return None


def current_location(package):
    return location_in(package, traceback.extract_stack(sys._getframe(1)))


def location_of(error, package):
    return location_in(package, traceback.extract_tb(error.__traceback__))
