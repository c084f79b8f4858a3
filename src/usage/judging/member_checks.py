"""Checks attributes of the used name and of its instances: whether they exist, and their kind (method, value)."""

import functools
import inspect
import types
import typing

from call_checks import call_key, judge_call
from hints import class_of_result, only_class
from members import can_be_set, has_attribute, subclasses
from names import Missing, NotKnown, get_child
from results_taken import iter_length

METHOD, PROPERTY, FIELD, OBJECT = "method", "property", "field", "object"
MISSING = object()


def check_member(findings, found, member, label, facts):
    full = f"{label}.{member['name']}"
    check = f"member {member['on']} {member['name']}"
    try:
        missing = missing_text(found, member, label)
    except NotKnown as reason:
        findings.add_unknown(f"{full}: {reason}", member["locations"])
        return
    except Missing as one:
        findings.fail(one.kind, check, one.text, member["required"], member["locations"])
        return
    if missing:
        findings.fail("member-missing", check, missing, member["required"], member["locations"])
        return
    kind = member_kind(found, member)
    if facts is not None:
        length = iter_length(found) if member.get("unpacked") else None
        member["baseline"] = {"kind": kind, **({} if length is None else {"length": length})}
    else:
        check_unpacked(findings, found, member, label, check)
        check_kind_of_member(findings, found, member, full, check, kind)
    for call in member["calls"]:
        target = method_of(found, member)
        findings.set_certainty(call, found)
        if target is not None:
            judge_call(findings, call, full, facts, target, f"{check} {call_key(call)}")


def check_unpacked(findings, found, member, label, check):
    """`for a, b in objects` after the class has given two values."""
    before = (member.get("baseline") or {}).get("length")
    now = iter_length(found) if before is not None else None
    for number in member.get("unpacked") or ():
        if before == number and now not in (None, number):
            text = f"{label} is unpacked into {number} values, and gives {now}"
            findings.fail("member-changed", f"{check} unpacked {number}", text, member["required"], member["locations"])


def missing_text(found, member, label):
    """The reason why the attribute does not fit, or None."""
    name = member["name"]
    if name == "__class_getitem__":
        generic = hasattr(found, name) or hasattr(type(found), "__getitem__") or not isinstance(found, type)
        return None if generic else f"{label} cannot be subscripted"
    if member["on"] == "instance":
        if not isinstance(found, type):
            raise NotKnown("it is not a class any more")
        if issubclass(found, type) and not has_attribute(found, name):
            raise NotKnown("its instances are classes, which define attributes themselves")
        if member["kind"] == "write":
            return None if can_be_set(found, name) else f"{label} has no {name} that can be set"
        names = (name, "__getitem__") if name == "__iter__" else (name,)
        if any(has_attribute(found, one) for one in names):
            return None
        if any(has_attribute(one, name) for one in subclasses(found)):
            raise NotKnown("a class that derives from it has it")
        return f"{label} has no {name}"
    return None if object_has(found, member) else f"{label} has no {name}"


def object_has(found, member):
    name = member["name"]
    if found is None:
        raise NotKnown("the object exists only while a program runs")
    if member["kind"] == "write":
        return True
    if isinstance(found, types.ModuleType):
        get_child(found, found.__name__, name)
        return True
    try:
        return hasattr(found, name) or is_dynamic(found)
    except Exception as error:
        raise NotKnown(f"reading it raises {type(error).__name__}") from error


def is_dynamic(found):
    if not isinstance(found, type) and hasattr(type(found), "__getattr__"):
        raise NotKnown("the object computes its attributes")
    return False


def member_kind(found, member):
    """The kind of an instance's attribute: `method`, `property`, `field` or `object`."""
    if member["on"] != "instance" or not isinstance(found, type):
        return OBJECT
    static = inspect.getattr_static(found, member["name"], MISSING)
    if isinstance(static, (staticmethod, classmethod, types.FunctionType, functools.partialmethod)):
        return METHOD
    if isinstance(static, (property, functools.cached_property)):
        return PROPERTY
    fields = (getattr(found, "model_fields", None), getattr(found, "__dataclass_fields__", None))
    if any(isinstance(one, dict) and member["name"] in one for one in fields):
        return FIELD
    return METHOD if is_routine(static) else OBJECT


def is_routine(static):
    """`inspect.isroutine` also holds for a descriptor that gives a value, such as a cached property of a library's own."""
    return isinstance(static, functools.singledispatchmethod) or inspect.isroutine(static) and callable(static)


def check_kind_of_member(findings, found, member, full, check, kind):
    """Whether a value became a method, or a method became a value."""
    before = (member.get("baseline") or {}).get("kind")
    required, locations = member["required"], member["locations"]
    if before in (PROPERTY, FIELD) and kind == METHOD and member["kind"] == "read":
        findings.fail("member-changed", check, f"{full} is a method now, not a value", required, locations)
    if before != METHOD or kind not in (PROPERTY, FIELD) or not member["calls"]:
        return
    hint = type_of(found, member["name"])
    if hint is None or callable_instances(hint):
        findings.add_unknown(f"{full} is not a method any more: whether its value can be called is not known", locations)
    else:
        text = f"{full} is not a method any more: its value, {hint.__name__}, cannot be called"
        findings.fail("member-changed", check, text, required, locations)


def type_of(cls, name):
    static = inspect.getattr_static(cls, name, None)
    if isinstance(static, functools.cached_property):
        return class_of_result(static.func)
    if isinstance(static, property):
        return class_of_result(static.fget)
    try:
        return only_class(typing.get_type_hints(cls).get(name))
    except Exception:
        return None


def callable_instances(cls):
    return any("__call__" in vars(one) for one in cls.__mro__) or issubclass(cls, type)


def method_of(found, member):
    """(callable, whether an instance is passed first), or None if the called object is a value in an instance."""
    name = member["name"]
    if member["on"] != "instance":
        value = getattr(found, name, None)
        is_data = type(found).__module__ == "builtins" and not callable(found) and not isinstance(found, types.ModuleType)
        return None if value is None or is_data else (value, False)
    static = inspect.getattr_static(found, name, None)
    if isinstance(static, (staticmethod, classmethod)):
        return getattr(found, name), False
    if isinstance(static, types.FunctionType) or is_routine(static) and not inspect.isbuiltin(static):
        return static, True
    return None
