"""Core's messages: built from fields, and read from JSON, by core's own classes."""

import json

from core_names import TELEMETRY, BridgeError, member, public


def level(value):
    """Core's enum member. An unknown value is returned unchanged, so that core's validation reports it."""
    try:
        return public(TELEMETRY, "BackpressureLevel")(value)
    except (ValueError, TypeError):
        return value


def refusals(error, fields):
    """The values that core rejects: Pydantic names each field, other classes have one message."""
    try:
        found = [(str(e["loc"][0]) if e["loc"] else None, e["msg"]) for e in error.errors()]
    except Exception:
        found = [(None, f"{type(error).__name__}: {error}")]
    return [
        {"field": field, "given": json.dumps(fields[field], default=str) if field in fields else None, "reason": reason}
        for field, reason in found
    ]


def build(name, given, levels):
    """The message with these fields. It is built from JSON, the only form in which strict models accept dates, decimals and nested enums."""
    model = public(TELEMETRY, name)
    validate = getattr(model, "model_validate_json", None)
    try:
        if validate is None:
            return model(**{field: level(value) if field in levels else value for field, value in given.items()})
        return validate(json.dumps(given, default=plain))
    except (ValueError, TypeError) as error:
        raise BridgeError("refused", message=name, refusals=refusals(error, given))


def plain(value):
    """An enum member of core as JSON."""
    return getattr(value, "value", str(value))


def read(name, text):
    validate = member(public(TELEMETRY, name), f"{TELEMETRY}.{name}", "model_validate_json")
    try:
        return validate(text)
    except (ValueError, TypeError) as error:
        raise BridgeError("refused", message=name, refusals=refusals(error, json.loads(text)))


def dump(message):
    """The message as JSON text, written by its class."""
    name = type(message).__name__
    return member(type(message), f"{TELEMETRY}.{name}", "model_dump_json")(message)
