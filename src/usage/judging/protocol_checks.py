"""Checks the consumer's objects that it passes to a parameter with a protocol type: the provider may call the protocol's methods."""

import inspect
import typing

from derived_checks import overriding, raw
from hints import only_class
from results import is_async

#: Attributes of every class, and those that typing adds.
IGNORED = {"__init__", "__class_getitem__", "__subclasshook__", "__hash__", "__eq__", "__repr__", "__str__"}


def record_passed(call, target, fit):
    """Keeps the passed objects that implement the protocol of their parameter in the baseline release."""
    kept = []
    for passed in call.get("passed", ()):
        protocol = protocol_of(passed["argument"], target, fit)
        if protocol is None or missing_attributes(protocol, passed["class"]):
            continue
        kept.append({**passed, "class": compared_with(protocol, passed["class"])})
    call.pop("passed", None)
    if kept:
        call["passed"] = kept


def compared_with(protocol, own):
    """The class with the signatures of the protocol's methods only; of its other methods the names."""
    methods = {one["name"] for one in own["methods"]} & members_of(protocol)
    others = {one["name"] for one in own["methods"]} - methods
    return {
        **own,
        "attributes": sorted({*own["attributes"], *others}),
        "methods": [one for one in own["methods"] if one["name"] in methods],
        "baseline": {"methods": {name: is_async(raw(protocol, name)) for name in sorted(methods)}},
    }


def check_passed(findings, call, target, fit, label, check):
    for passed in call.get("passed", ()):
        protocol = protocol_of(passed["argument"], target, fit)
        if protocol is None:
            continue
        own = passed["class"]
        key = f"{check} passes {own['class']}"
        for name in missing_attributes(protocol, own):
            text = f"{protocol.__name__}, which {label} takes, has {name}, which {own['class']} does not define"
            findings.fail("abstract-method-added", f"{key} {name}", text, call["required"], call["locations"])
        known = (own.get("baseline") or {}).get("methods", {})
        for method in own["methods"]:
            if method["name"] in known and method["name"] in members_of(protocol):
                for text in overriding(protocol, method["name"], method, known[method["name"]], protocol.__name__):
                    findings.fail("method-changed", f"{key} {method['name']}", text, call["required"], call["locations"])


def missing_attributes(protocol, own):
    if not own["concrete"]:
        return []
    defined = {one["name"] for one in own["methods"]} | set(own["attributes"])
    return sorted(members_of(protocol) - defined)


def members_of(protocol):
    """Names that an object needs to implement it."""
    found = set()
    for cls in protocol.__mro__:
        if getattr(cls, "_is_protocol", False) and cls.__module__ != "typing":
            names = {*vars(cls), *vars(cls).get("__annotations__", ())}
            found |= {one for one in names if not one.startswith("_") or is_method(cls, one)}
    return found - IGNORED


def is_method(cls, name):
    """`__call__` and the like, which the protocol defines itself."""
    is_dunder = name.startswith("__") and name.endswith("__")
    own = inspect.isfunction(vars(cls).get(name)) and vars(cls)[name].__module__ == cls.__module__
    return is_dunder and own and vars(cls)[name].__qualname__ == f"{cls.__qualname__}.{name}"


def protocol_of(argument, target, fit):
    """The protocol that is the type of the parameter on which the argument lands."""
    name = argument
    if argument.isdigit():
        name = fit.lands[int(argument)] if int(argument) < len(fit.lands) else ""
    try:
        function = target.__init__ if isinstance(target, type) else inspect.unwrap(fit.function or target)
        hints = typing.get_type_hints(getattr(function, "__func__", function))
    except Exception:
        return None
    hint = only_class(hints.get(name))
    return hint if isinstance(hint, type) and getattr(hint, "_is_protocol", False) else None
