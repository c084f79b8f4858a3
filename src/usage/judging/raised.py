"""Checks the exceptions that a called function itself raises: whether the consumer still catches them by a base class."""

import types


def names_of_bases(cls):
    return [one.__name__ for one in cls.__mro__[1:] if one is not object]


def raised_and_caught(target, function, call):
    """Exceptions of the same distribution that the called function names, with those of their bases that the consumer catches."""
    caught = set(call["caught"])
    if not caught:
        return {}
    found = {one.__name__: sorted(caught & {*names_of_bases(one)}) for one in raised_by(target, function)}
    return {name: bases for name, bases in sorted(found.items()) if bases}


def raised_by(target, function):
    if isinstance(target, type) and issubclass(target, BaseException):
        yield target
        return
    function = getattr(function, "__func__", function)
    if not isinstance(function, types.FunctionType):
        return
    top = (function.__module__ or "").split(".")[0]
    for name in words_of(function.__code__):
        value = function.__globals__.get(name)
        if isinstance(value, type) and issubclass(value, BaseException) and value.__module__.split(".")[0] == top:
            yield value


def words_of(code):
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from words_of(one)


def check_raised(findings, call, target, function, label, check):
    for name, bases in (call["baseline"].get("raises") or {}).items():
        now = next((one for one in raised_by(target, function) if one.__name__ == name), None)
        for base in bases if now else ():
            if base not in names_of_bases(now):
                text = f"{name}, which {label} raises, is no {base} any more"
                findings.fail("exception-base-lost", check, text, call["required"], call["locations"])
