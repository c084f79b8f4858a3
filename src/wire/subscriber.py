"""Runs the pipeline's own FeedbackConsumer on core's own buses.

{"id": 1, "ask": "describe", "fakeRedis": true}
{"id": 2, "ask": "deliver", "bus": "redis" or "memory", "message": "<JSON>", "fields": ["level"], "provider": "ibkr", "policy": {"ok": 1}}

On Redis the message is added to the stream as text, as the publisher's process does; on the in-memory bus its payload is published
as core's FeedbackEvent. The answer lists the calls that reached the coordinator, and the reason if the message was dropped.
"""

import asyncio
import json
import os
import runpy

SRC = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
load_shared = runpy.run_path(os.path.join(SRC, "python", "load_shared.py"))["load_shared"]
json_lines = load_shared("python/json_lines")
installed_code = load_shared("python/installed_code")
watched_message = load_shared("pipeline/watched_message")
bus = load_shared("wire/bus")

PACKAGE = "market_data_pipeline"
FEEDBACK = "market_data_pipeline.orchestration.feedback"
PULSE = "market_data_pipeline.pulse"
SETTINGS = "market_data_pipeline.settings.feedback"
TELEMETRY = "market_data_core.telemetry"
WORKER = "contracts"

DELIVERY_SECONDS = 5
"""The time limit for a message to reach the coordinator or to be rejected."""
POLL_SECONDS = 0.02


def public(module, name):
    return installed_code.public_name(module, name, PACKAGE)


def describe(request):
    redis = bus.use_fake_redis() if request["fakeRedis"] else None
    return {**installed_code.describe("market-data-pipeline", PACKAGE), "fakeRedis": redis}


class Delivery:
    """One delivery: the pipeline's calls and reads for the message, and the lines of its code."""

    def __init__(self, request):
        self.record = watched_message.Record(request["fields"])
        self.coordinator = watched_message.RecordingCoordinator()
        self.drop_reason = None
        self.stream = None
        self.locations = []
        adapter = public(FEEDBACK, "RateCoordinatorAdapter")(self.coordinator)
        self.consumer = public(PULSE, "FeedbackConsumer")(adapter, settings_of(request), config_of(request))
        self.observe(self.consumer.bus)

    def observe(self, on):
        """Core's bus; records the subscribed stream and errors, and wraps the payload to record reads."""
        subscribe, fail = on.subscribe, on.fail

        async def observed(stream, **options):
            self.stream = stream
            self.note(bus.current_location(PACKAGE))
            async for envelope in subscribe(stream, **options):
                if isinstance(envelope.payload, public(TELEMETRY, "FeedbackEvent")):
                    envelope.payload = watched_message.watch_reads(envelope.payload, self.record, self.note_reader)
                yield envelope

        async def failed(stream, envelope_id, reason):
            self.drop_reason = reason
            await fail(stream, envelope_id, reason)

        on.subscribe, on.fail = observed, failed

    def note_reader(self):
        self.note(bus.current_location(PACKAGE))

    def note(self, location):
        if location and location not in self.locations:
            self.locations.append(location)

    @property
    def ended(self):
        return self.drop_reason is not None or any(call[0] == "set_budget_scale" for call in self.coordinator.calls)

    def answer(self, stream):
        return {
            **self.record.to_json(self.coordinator),
            "stream": bus.with_default_namespace(stream) if stream else None,
            "dropReason": self.drop_reason,
            "locations": self.locations,
        }


def settings_of(request):
    scales = {f"scale_{level}": share for level, share in request["policy"].items()}
    return public(SETTINGS, "PipelineFeedbackSettings")(provider_name=request["provider"], **scales)


def config_of(request):
    config = public(PULSE, "PulseConfig")
    return config(backend=bus.BACKENDS[request["bus"]], redis_url=bus.REDIS_URL, ns=bus.NAMESPACE)


async def until(found, seconds=DELIVERY_SECONDS):
    """Polls until `found` returns a truthy value; None after the time limit."""
    deadline = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < deadline:
        if value := await found():
            return value
        await asyncio.sleep(POLL_SECONDS)
    return None


async def deliver_in_memory(delivery, text):
    async def subscribed():
        return delivery.stream

    async def ended():
        return delivery.ended

    stream = await until(subscribed)
    payload = json.loads(text)["payload"]
    event = public(TELEMETRY, "FeedbackEvent").model_validate(payload)
    await delivery.consumer.bus.publish(stream, event)
    await until(ended)
    return delivery.answer(stream)


async def deliver_on_redis(delivery, text):
    connection = bus.connect()

    async def subscribed():
        for key in await bus.own_streams(connection):
            if await connection.xinfo_groups(key):
                return key
        return None

    async def ended():
        for key in await bus.own_streams(connection):
            if key.endswith(bus.DEAD_LETTERS) and delivery.drop_reason is None:
                [(_, entry)] = await connection.xrange(key, count=1)
                delivery.drop_reason = entry.get("reason", "moved to the dead-letter stream")
        return delivery.ended

    try:
        stream = await until(subscribed)
        if stream is not None:
            await connection.xadd(stream, {bus.DATA_FIELD: text})
            await until(ended)
        return delivery.answer(stream)
    finally:
        await connection.aclose()


async def run_delivery(request):
    delivery = Delivery(request)
    worker = asyncio.create_task(delivery.consumer.run(WORKER))
    work = deliver_on_redis if request["bus"] == "redis" else deliver_in_memory
    try:
        answer = await work(delivery, request["message"])
    finally:
        if worker.done() and worker.exception():
            error = worker.exception()
            raise json_lines.RequestError("handler-failed", **json_lines.failure(error)) from error
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
        await close_bus(delivery.consumer.bus, request["bus"])
    return answer


async def close_bus(used, name):
    if name == "redis":
        await used.close()
        await bus.clean_up(bus.connect())


def deliver(request):
    return asyncio.run(run_delivery(request))


async def publish_on_feedback_bus(request):
    record = watched_message.Record(request["fields"])
    coordinator = watched_message.RecordingCoordinator()
    adapter = public(FEEDBACK, "RateCoordinatorAdapter")(coordinator)
    handler = public(FEEDBACK, "FeedbackHandler")(rate=adapter, provider=request["provider"], policy=request["policy"])
    event = public(TELEMETRY, "FeedbackEvent").model_validate_json(request["message"])
    feedback_bus = public(FEEDBACK, "feedback_bus")()
    feedback_bus.subscribe(handler.handle)
    try:
        await feedback_bus.publish(watched_message.watch_reads(event, record))
    except Exception as error:
        raise json_lines.RequestError("handler-failed", **json_lines.failure(error)) from error
    return record.to_json(coordinator)


def feedback_bus(request):
    """The pipeline's `feedback_bus()`, which is the store's if the store is installed too."""
    return asyncio.run(publish_on_feedback_bus(request))


json_lines.serve({"describe": describe, "deliver": deliver, "feedback-bus": feedback_bus})
