"""Runs the pipeline's feedback code: FeedbackHandler, RateCoordinatorAdapter and FeedbackBus of market_data_pipeline.

{"id": 1, "ask": "describe"}
{"id": 2, "ask": "event", "message": "<JSON>", "fields": ["level"], "through": "handler" or "bus", "provider": "ibkr", "policy": {"ok": 1}}
{"id": 3, "ask": "adjustment", "message": "<JSON>", "fields": ["scale"]}

Core's class builds the message from its JSON text. The pipeline receives it with only the fields that the contract names, and each read of
a field is recorded (see watched_message.py). The answer lists the calls of the coordinator, which records them.
"""

import asyncio
import os
import runpy
from importlib import metadata

SRC = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
load_shared = runpy.run_path(os.path.join(SRC, "python", "load_shared.py"))["load_shared"]
json_lines = load_shared("python/json_lines")
installed_code = load_shared("python/installed_code")
method_signature = load_shared("python/method_signature")
watched_message = load_shared("pipeline/watched_message")

DISTRIBUTION = "market-data-pipeline"
CORE = "market-data-core"
PACKAGE = "market_data_pipeline"
FEEDBACK = "market_data_pipeline.orchestration.feedback"
TELEMETRY = "market_data_core.telemetry"
PROTOCOLS = "market_data_core.protocols"


def public(module, name):
    return installed_code.public_name(module, name, PACKAGE)


def unmet_requirement(core):
    """The pipeline's requirement of core if the installed core does not meet it, as with `--with-core`; else None."""
    try:
        from packaging.requirements import Requirement

        requirements = [Requirement(text) for text in metadata.requires(DISTRIBUTION) or []]
    except (ImportError, metadata.PackageNotFoundError, ValueError):
        return None
    of_core = [one.specifier for one in requirements if one.name.replace("_", "-").lower() == CORE]
    return next((str(specifier) for specifier in of_core if core and not specifier.contains(core, prereleases=True)), None)


def describe(_):
    """Version, commit, core and Python of the pipeline. The package is located without importing it, which takes seconds."""
    described = installed_code.describe(DISTRIBUTION, PACKAGE)
    return {**described, "required": unmet_requirement(described["core"])}


def parse(name, text):
    try:
        return public(TELEMETRY, name).model_validate_json(text)
    except json_lines.RequestError:
        raise
    except Exception as error:
        raise json_lines.RequestError("refused", message=name, **json_lines.failure(error)) from error


async def publish_on_bus(handler, event):
    bus = public(FEEDBACK, "FeedbackBus")()
    bus.subscribe(handler.handle)
    await bus.publish(event)


def drive(record, coordinator, work):
    """Runs the pipeline's coroutine. A failure after reading a field outside the contract is reported as that read."""
    try:
        asyncio.run(work)
    except Exception as error:
        if not record.outside_contract:
            raise json_lines.RequestError("handler-failed", **json_lines.failure(error)) from error
    return record.to_json(coordinator)


def handle_event(request):
    record = watched_message.Record(request["fields"])
    coordinator = watched_message.RecordingCoordinator()
    event = watched_message.watch_reads(parse("FeedbackEvent", request["message"]), record)
    adapter = public(FEEDBACK, "RateCoordinatorAdapter")(coordinator)
    handler = public(FEEDBACK, "FeedbackHandler")(rate=adapter, provider=request["provider"], policy=request.get("policy"))
    if request["through"] == "bus":
        return drive(record, coordinator, publish_on_bus(handler, event))
    return drive(record, coordinator, handler.handle(event))


def handle_adjustment(request):
    record = watched_message.Record(request["fields"])
    coordinator = watched_message.RecordingCoordinator()
    adjustment = watched_message.watch_reads(parse("RateAdjustment", request["message"]), record)
    adapter = public(FEEDBACK, "RateCoordinatorAdapter")(coordinator)
    return drive(record, coordinator, adapter.apply(adjustment))


def implementations(_):
    """The pipeline's classes that implement core's protocols: signature, and whether core's isinstance accepts them."""
    adapter = public(FEEDBACK, "RateCoordinatorAdapter")(watched_message.RecordingCoordinator())
    bus = public(FEEDBACK, "FeedbackBus")()
    return {
        "RateController": implementation("RateController", adapter, "apply", "adjustment"),
        "FeedbackPublisher": implementation("FeedbackPublisher", bus, "publish", "event"),
    }


def implementation(protocol, one, method, argument):
    return {
        "method": method_signature.describe_method(type(one), method, argument),
        "isInstance": isinstance(one, public(PROTOCOLS, protocol)),
    }


HANDLERS = {"describe": describe, "event": handle_event, "adjustment": handle_adjustment, "implementations": implementations}
json_lines.serve(HANDLERS)
