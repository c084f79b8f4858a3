"""Runs the store's own queue, feedback bus and FeedbackPublisherService on core's own buses.

{"id": 1, "ask": "describe", "fakeRedis": true}
{"id": 2, "ask": "write", "bus": "redis" or "memory", "level": "soft"}
{"id": 3, "ask": "feedback-bus", "event": "<JSON>"}

`write` fills the store's queue until it signals the level, and returns the message on the bus: the stored entry of the Redis stream, or
the envelope that a subscriber of the in-memory bus receives.
"""

import asyncio
import os
import runpy

SRC = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
load_shared = runpy.run_path(os.path.join(SRC, "python", "load_shared.py"))["load_shared"]
json_lines = load_shared("python/json_lines")
installed_code = load_shared("python/installed_code")
bus = load_shared("wire/bus")

PACKAGE = "market_data_store"
COORDINATOR = "market_data_store.coordinator"
PULSE = "market_data_store.pulse"
EVENTS = "market_data_core.events"
TELEMETRY = "market_data_core.telemetry"

CAPACITY, HIGH, LOW = 10, 8, 5
"""The queue signals `soft` between LOW and HIGH, `hard` at HIGH, and `ok` when its size is LOW again."""
RECEIVE_SECONDS = 2


def public(module, name):
    return installed_code.public_name(module, name, PACKAGE)


def describe(request):
    redis = bus.use_fake_redis() if request["fakeRedis"] else None
    return {**installed_code.describe("market-data-store", PACKAGE), "fakeRedis": redis}


class Publications:
    """Replaces `publish` of a bus class inside the `with` block, and records the bus, the stream, the line of code, and an error."""

    def __init__(self, bus_class):
        self.bus_class = bus_class
        self.original = bus_class.publish
        self.instance = None
        self.stream = None
        self.location = None
        self.error = None

    def __enter__(self):
        async def publish(instance, stream, value, **options):
            self.instance, self.stream = instance, stream
            self.location = bus.current_location(PACKAGE)
            try:
                return await self.original(instance, stream, value, **options)
            except Exception as error:
                self.error = error
                raise

        self.bus_class.publish = publish
        return self

    def __exit__(self, *_):
        self.bus_class.publish = self.original

    def raise_not_written(self):
        text = f"{type(self.error).__name__}: {self.error}" if self.error else "nothing was published"
        raise json_lines.RequestError("not-written", text=text, location=self.location)


async def signal(level):
    """Fills and empties the store's queue until it signals that level."""
    queue = public(COORDINATOR, "BoundedQueue")(CAPACITY, HIGH, LOW, coord_id="contracts")
    for item in range(HIGH if level == "hard" else LOW + 1):
        await queue.put(item)
    if level == "ok":
        await queue.get()


async def write_on(bus_name, level):
    config = public(PULSE, "PulseConfig")(enabled=True, backend=bus.BACKENDS[bus_name], redis_url=bus.REDIS_URL, ns=bus.NAMESPACE)
    service = public(PULSE, "FeedbackPublisherService")(config)
    bus_class = public(EVENTS, "RedisStreamsBus" if bus_name == "redis" else "InMemoryBus")
    with Publications(bus_class) as publications:
        await service.start()
        try:
            await signal(level)
            read = stored_entry if bus_name == "redis" else received_envelope
            return await read(publications)
        finally:
            await service.stop()
            if close := getattr(publications.instance, "close", None):
                await close()


async def stored_entry(publications):
    connection = bus.connect()
    try:
        streams = await bus.own_streams(connection)
        if not streams:
            publications.raise_not_written()
        [(_, entry)] = await connection.xrevrange(streams[0], count=1)
        return written(streams[0], entry.get(bus.DATA_FIELD), publications)
    finally:
        await bus.clean_up(connection)


async def received_envelope(publications):
    if publications.instance is None or publications.error:
        publications.raise_not_written()
    envelopes = publications.instance.subscribe(publications.stream, group="contracts", consumer="contracts")
    last = None
    try:
        while True:
            last = await asyncio.wait_for(anext(envelopes), RECEIVE_SECONDS if last is None else 0.05)
    except asyncio.TimeoutError:
        if last is None:
            publications.raise_not_written()
    return written(publications.stream, last.model_dump_json(), publications)


def written(stream, text, publications):
    return {"stream": bus.with_default_namespace(stream), "text": text, "location": publications.location}


def write(request):
    return asyncio.run(write_on(request["bus"], request["level"]))


async def publish_core_event(text):
    event = public(TELEMETRY, "FeedbackEvent").model_validate_json(text)
    feedback_bus = public(COORDINATOR, "feedback_bus")()
    received = []

    async def subscriber(one):
        received.append(one)

    feedback_bus.subscribe(subscriber)
    try:
        await feedback_bus.publish(event)
    except Exception as error:
        location = bus.location_of(error, PACKAGE)
        raise json_lines.RequestError("not-written", text=f"{type(error).__name__}: {error}", location=location) from error
    finally:
        feedback_bus.unsubscribe(subscriber)
    if not received:
        raise json_lines.RequestError("not-written", text="no subscriber received it", location=None)
    return {"text": received[-1].model_dump_json(), "location": None, "stream": None}


def feedback_bus(request):
    """The object that a subscriber of the store's bus receives when core's FeedbackEvent is published on it."""
    return asyncio.run(publish_core_event(request["event"]))


json_lines.serve({"describe": describe, "write": write, "feedback-bus": feedback_bus})
