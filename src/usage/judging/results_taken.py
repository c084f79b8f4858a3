"""Checks what the consumer takes from a result (see reading/results_taken.py), by the annotation of the function, which has to say exactly
what it returns."""

import ast
import inspect
import textwrap
import typing

from hints import result_hint
from results import result_of


def tuple_length(hint):
    """2 for `tuple[A, B]` and for a NamedTuple with two fields; None for others, such as `Tuple`, `tuple[A, ...]` and `tuple[A, *B]`."""
    if typing.get_origin(hint) is tuple:
        arguments = typing.get_args(hint)
        is_fixed = arguments and Ellipsis not in arguments and not any(is_unpacked(one) for one in arguments)
        return len(arguments) if is_fixed else None
    is_named = isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")
    return len(hint._fields) if is_named and hint.__iter__ is tuple.__iter__ else None


def is_unpacked(argument):
    """`*B` or `Unpack[B]`: any number of values."""
    return getattr(argument, "__unpacked__", False) or getattr(typing.get_origin(argument), "_name", "") == "Unpack"


def returned_hint(function, call):
    kind = "coroutine" if call["consumed"] == "await" else "value"
    return result_hint(function) if callable(function) and result_of(function) == kind else None


def facts_of_result(function, call):
    length = tuple_length(returned_hint(function, call)) if call.get("unpacked") else None
    return {} if length is None else {"length": length}


def taken_failures(function, call, label):
    """(kind, check, text) for what the result no longer gives."""
    if not (call.get("unpacked") or call.get("resultMembers")):
        return
    hint = returned_hint(function, call)
    before, now = call["baseline"].get("length"), tuple_length(hint)
    for number in call.get("unpacked") or ():
        if before == number and now not in (None, number):
            yield "member-changed", f"unpacked {number}", f"{label} returns {now} values, not {number}"
    cls = typing.get_origin(hint) or hint
    if isinstance(cls, type) and cls.__module__ == "builtins" and cls is not object:
        for one in call.get("resultMembers") or ():
            if cls.__name__ != one["of"] and not hasattr(cls, one["name"]):
                text = f"{label} returns {cls.__name__}, not {one['of']}: it has no {one['name']}"
                yield "member-missing", f"result {one['name']}", text


def iter_length(cls):
    """How many values iterating an instance gives, where `__iter__` returns one tuple or consists of `yield`; None for others."""
    if not isinstance(cls, type):
        return None
    if issubclass(cls, tuple):
        return tuple_length(cls)
    try:
        definition = ast.parse(textwrap.dedent(inspect.getsource(cls.__iter__))).body[0]
    except (AttributeError, OSError, TypeError, SyntaxError, ValueError):
        return None
    body = [one for one in definition.body if not isinstance(getattr(one, "value", None), ast.Constant)]
    if body and all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Yield) for one in body):
        return len(body)
    return returned_length(body)


def returned_length(body):
    """The length of `return iter((a, b))`, also with the tuple in a variable above it."""
    if not body or not isinstance(body[-1], ast.Return) or not all(isinstance(one, ast.Assign) for one in body[:-1]):
        return None
    call = body[-1].value
    if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") == "iter" and len(call.args) == 1):
        return None
    value = call.args[0]
    if isinstance(value, ast.Name):
        assigned = [one.value for one in body[:-1] if any(getattr(target, "id", "") == value.id for target in one.targets)]
        value = assigned[0] if len(assigned) == 1 else None
    is_fixed = isinstance(value, ast.Tuple) and not any(isinstance(one, ast.Starred) for one in value.elts)
    return len(value.elts) if is_fixed else None
