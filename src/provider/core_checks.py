"""The checks of core's API. Each returns a description of core as JSON, which is compared with the pact.

A request has `names` (module of each public name), `examples` (the fields of each message), `levels` (which of them are levels) and
`policy` (the scale for each level).
A name that core lacks, or a value that it rejects, is an error (BridgeError), which breaks the contract.
"""

import json
from importlib import metadata

from core_messages import build, dump, read
from core_names import PROTOCOLS, TELEMETRY, BridgeError, load, member, missing_names, public
from method_signature import describe_method

DTO_METHODS = ("model_validate", "model_validate_json", "model_dump", "model_dump_json")


def core_version_imports(request):
    missing = missing_names(request["names"])
    if missing:
        raise BridgeError("missing-name", names=missing)
    levels = getattr(public(TELEMETRY, "BackpressureLevel"), "__members__", {})
    return {
        "version": version(),
        "imports": request["names"],
        "BackpressureLevel": {name: level.value for name, level in levels.items()},
        "levelNames": ", ".join(sorted(levels)),
        **{name: dto_methods(public(TELEMETRY, name)) for name in request["examples"]},
    }


def version():
    try:
        return metadata.version("market-data-core")
    except metadata.PackageNotFoundError:
        return getattr(load("market_data_core"), "__version__", None)


def dto_methods(model):
    return {name: callable(getattr(model, name, None)) for name in DTO_METHODS}


def required_fields(request, name):
    """For each field of the example: required, its default as JSON, or optional. A field that core does not have is omitted."""
    example, levels = request["examples"][name], request["levels"][name]
    complete = build(name, example, levels)
    return {name: {field: requirement(name, example, levels, field) for field in example if hasattr(complete, field)}}


def requirement(name, example, levels, field):
    try:
        without = build(name, {other: value for other, value in example.items() if other != field}, levels)
    except BridgeError as error:
        if error.answer["kind"] != "refused":
            raise
        return "required"
    return f"default {json.dumps(getattr(without, field), default=str)}" if hasattr(without, field) else "optional"


def signature(protocol, method):
    cls = public(PROTOCOLS, protocol)
    member(cls, f"{PROTOCOLS}.{protocol}", method)
    argument = {"apply": "adjustment", "publish": "event"}[method]
    return {protocol: {method: describe_method(cls, method, argument)}}


class MinimalController:
    async def apply(self, adjustment):
        return None


class MinimalPublisher:
    async def publish(self, event):
        return None


def protocols_conformance_smoke(_):
    minimal = {"RateController": MinimalController(), "FeedbackPublisher": MinimalPublisher()}
    return {
        name: {
            "minimalImplementation": instance_of(one, public(PROTOCOLS, name)),
            "anyOtherObject": instance_of(object(), public(PROTOCOLS, name)),
        }
        for name, one in minimal.items()
    }


def instance_of(one, protocol):
    try:
        return "is an instance" if isinstance(one, protocol) else "is no instance"
    except TypeError as error:
        return f"TypeError: {error}"


def feedback_event_roundtrip_and_transform(request):
    """FeedbackEvent → dict → FeedbackEvent → JSON → FeedbackEvent → RateAdjustment → JSON."""
    event = read("FeedbackEvent", dump(round_trip(build_example(request, "FeedbackEvent"))))
    scale = request["policy"].get(getattr(event.level, "value", event.level))
    adjustment = build_example(request, "RateAdjustment", scale=scale, reason=event.level, ts=event.ts)
    return {
        "FeedbackEvent": written_fields(event, ("level", "queue_size", "ts")),
        "RateAdjustment": written_fields(adjustment, request["examples"]["RateAdjustment"]),
    }


def round_trip(message):
    cls, path = type(message), f"{TELEMETRY}.{type(message).__name__}"
    return member(cls, path, "model_validate")(member(cls, path, "model_dump")(message))


def level_to_scale_mapping(request):
    """The scale that the policy assigns to each level, by the level's member name, passed through both messages."""
    level_type = public(TELEMETRY, "BackpressureLevel")
    members = {name: member(level_type, f"{TELEMETRY}.BackpressureLevel", name) for name in request["policy"]}
    policy = {level: request["policy"][name] for name, level in members.items()}
    scales = {}
    for name, level in members.items():
        event = build_example(request, "FeedbackEvent", level=level)
        adjustment = build_example(request, "RateAdjustment", scale=policy.get(event.level), reason=event.level)
        scales[name] = written_fields(adjustment, ("scale",))["scale"]
    return {"scale": scales}


def build_example(request, name, **changes):
    return build(name, {**request["examples"][name], **changes}, request["levels"][name])


def written_fields(message, fields):
    content = json.loads(dump(message))
    return {field: content[field] for field in fields if field in content}


CHECKS = {
    "core_version_imports": core_version_imports,
    "feedback_event_roundtrip_and_transform": feedback_event_roundtrip_and_transform,
    "level_to_scale_mapping": level_to_scale_mapping,
    "protocols_conformance_smoke": protocols_conformance_smoke,
    "rate_controller_signature": lambda _: signature("RateController", "apply"),
    "feedback_publisher_signature": lambda _: signature("FeedbackPublisher", "publish"),
    "feedback_event_required_fields": lambda request: required_fields(request, "FeedbackEvent"),
    "rate_adjustment_required_fields": lambda request: required_fields(request, "RateAdjustment"),
}
