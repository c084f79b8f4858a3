"""Finds the classes in annotations."""

import inspect
import typing


def class_of_hint(cls, name):
    try:
        hint = typing.get_type_hints(cls).get(name)
    except Exception:
        hint = None
    if hint is not None:
        return only_class(hint)
    value = inspect.getattr_static(cls, name, None)
    return class_of_result(value.fget) if isinstance(value, property) and value.fget else None


def class_of_result(function):
    return only_class(result_hint(function))


def result_hint(function):
    try:
        return typing.get_type_hints(inspect.unwrap(getattr(function, "__func__", function))).get("return")
    except Exception:
        return None


def only_class(hint):
    """The class X of the annotations `X`, `X | None`, `AsyncIterator[X]`; None for others."""
    if hint is typing.Any or hint is object:  # no information; Any is a class since Python 3.11
        return None
    if isinstance(hint, type) and not typing.get_args(hint):
        return hint
    arguments = [one for one in typing.get_args(hint) if one is not type(None)]
    return only_class(arguments[0]) if len(arguments) == 1 else None
