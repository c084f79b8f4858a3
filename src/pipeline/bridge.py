"""Drives the pipeline's own feedback code: FeedbackHandler, RateCoordinatorAdapter and FeedbackBus of market_data_pipeline.

{"id": 1, "ask": "describe"}
{"id": 2, "ask": "event", "message": "<JSON>", "fields": ["level"], "through": "handler" or "bus", "provider": "ibkr", "policy": {"ok": 1}}
{"id": 3, "ask": "adjustment", "message": "<JSON>", "fields": ["scale"]}

The message is built by core's class from its JSON text and is handed over watched: of its fields only those that the contract names
are there, and each one that is read is recorded. The answer lists the calls that reach the coordinator, which is a recording one.
"""

import asyncio
import importlib
import importlib.util
import json
import os
import sys
from importlib import metadata


def load_shared(name):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "python", f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"contracts_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


json_lines = load_shared("json_lines")
method_signature = load_shared("method_signature")

DISTRIBUTION = "market-data-pipeline"
CORE = "market-data-core"
PACKAGE = "market_data_pipeline"
FEEDBACK = "market_data_pipeline.orchestration.feedback"
TELEMETRY = "market_data_core.telemetry"
PROTOCOLS = "market_data_core.protocols"


def load(module):
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name == PACKAGE:
            raise json_lines.RequestError("not-installed") from error
        raise json_lines.RequestError("import-failed", **json_lines.failure(error)) from error
    except (Exception, SystemExit) as error:
        raise json_lines.RequestError("import-failed", **json_lines.failure(error)) from error


def public(module, name):
    loaded = load(module)
    if not hasattr(loaded, name):
        raise json_lines.RequestError("missing-name", name=f"{module}.{name}")
    return getattr(loaded, name)


def installed(name):
    """Version and commit of an installed distribution, and whether it comes from a folder, whose content its version does not identify."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return {"version": None, "commit": None, "local": False}
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    commit = origin.get("vcs_info", {}).get("commit_id")
    return {"version": found.version, "commit": commit, "local": "dir_info" in origin}


def unmet_requirement(core):
    """The pipeline's requirement of core when this release does not meet it, as with `--with-core`."""
    try:
        from packaging.requirements import Requirement

        requirements = [Requirement(text) for text in metadata.requires(DISTRIBUTION) or []]
    except (ImportError, metadata.PackageNotFoundError, ValueError):
        return None
    of_core = [one.specifier for one in requirements if one.name.replace("_", "-").lower() == CORE]
    return next((str(specifier) for specifier in of_core if core and not specifier.contains(core, prereleases=True)), None)


def describe(_):
    """Which code this is. It is found, not imported: that takes seconds."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None:
        raise json_lines.RequestError("not-installed")
    core = installed(CORE)["version"]
    return {
        **installed(DISTRIBUTION),
        "core": core,
        "required": unmet_requirement(core),
        "python": sys.version.split()[0],
        "folder": os.path.dirname(package.origin or ""),
    }


class RecordingCoordinator:
    """The interface of the pipeline's older coordinator; it records each call."""

    def __init__(self):
        self.calls = []

    async def set_global_pressure(self, provider, level):
        self.calls.append(["set_global_pressure", provider, level])

    async def set_budget_scale(self, provider, scale):
        self.calls.append(["set_budget_scale", provider, scale])


class Record:
    """What was read of one message."""

    def __init__(self, fields):
        self.fields = fields
        self.read = set()
        self.unnamed = set()

    def answer(self, coordinator):
        return {"calls": coordinator.calls, "read": sorted(self.read), "unnamed": sorted(self.unnamed)}


WHOLE = ("model_dump", "model_dump_json", "model_copy", "dict", "json", "copy", "__iter__")
"""Methods that read every field at once."""


def watched(message, record):
    """The message with only the contract's fields; it is still an instance of core's class."""
    base = type(message)

    def read(self, name):
        known = name in base.model_fields
        if name in record.fields:
            record.read.add(name)
        elif known or not (name.startswith("_") or hasattr(base, name)):
            record.unnamed.add(name)
            raise AttributeError(f"{base.__name__}.{name} is not a field that the contract names")
        elif name in WHOLE:
            record.read.update(record.fields)
        return base.__getattribute__(self, name)

    copy = base.model_construct(**{name: value for name, value in message if name in record.fields})
    for name in list(copy.__dict__):
        if name not in record.fields:
            del copy.__dict__[name]
    kind = type(base.__name__, (base,), {"__getattribute__": read, "__module__": base.__module__})
    object.__setattr__(copy, "__class__", kind)
    return copy


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
    """Runs the pipeline's coroutine; a failure that comes from a field which the contract does not name is reported as such."""
    try:
        asyncio.run(work)
    except Exception as error:
        if not record.unnamed:
            raise json_lines.RequestError("handler-failed", **json_lines.failure(error)) from error
    return record.answer(coordinator)


def handle_event(request):
    record = Record(request["fields"])
    coordinator = RecordingCoordinator()
    event = watched(parse("FeedbackEvent", request["message"]), record)
    adapter = public(FEEDBACK, "RateCoordinatorAdapter")(coordinator)
    handler = public(FEEDBACK, "FeedbackHandler")(rate=adapter, provider=request["provider"], policy=request.get("policy"))
    if request["through"] == "bus":
        return drive(record, coordinator, publish_on_bus(handler, event))
    return drive(record, coordinator, handler.handle(event))


def handle_adjustment(request):
    record = Record(request["fields"])
    coordinator = RecordingCoordinator()
    adjustment = watched(parse("RateAdjustment", request["message"]), record)
    adapter = public(FEEDBACK, "RateCoordinatorAdapter")(coordinator)
    return drive(record, coordinator, adapter.apply(adjustment))


def implementations(_):
    """The pipeline's classes that implement core's protocols: signature, and whether core's isinstance accepts them."""
    adapter = public(FEEDBACK, "RateCoordinatorAdapter")(RecordingCoordinator())
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
