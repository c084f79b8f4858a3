"""Checks a call: its arguments, the parameters they bind to, its result, and the exceptions it raises."""

import inspect
import types
import typing

from binding import fit_function
from construction import fit_call
from fit import Fit, count
from hints import class_of_result, result_hint
from members import has_attribute
from models import is_model
from names import NotKnown
from open_signatures import doubts, facts_of
from protocol_checks import check_passed, record_passed
from raised import check_raised, raised_and_caught
from results_taken import facts_of_result, taken_failures
from results import METHODS, check_result, is_async, result_of, returns_awaitable


def call_key(call):
    return f"{call['kind']} {call['positional']} {','.join(call['keywords'])} {call['star']:d}{call['doubleStar']:d} {call['consumed']}"


def check_call(findings, use, found, call, label, facts):
    target, receiver = found, False
    if call["kind"] == "super":
        label = f"{label}.__init__"
        target, receiver = (found, False) if is_model(found) else (getattr(found, "__init__", None), True)
        if target is object.__init__ or isinstance(target, types.WrapperDescriptorType):
            if call["positional"] or call["keywords"]:
                findings.add_unknown(f"{label} is not defined: another base may take the arguments", call["locations"])
            return
    if call["kind"] == "subclass" and isinstance(found, type):
        if getattr(found, "_is_protocol", False) or inspect.isabstract(found):
            return
    judge_call(findings, call, label, facts, (target, receiver), f"call {call_key(call)}")


def judge_call(findings, call, label, facts, target, check):
    """`target`: (callable, whether an instance is passed first)."""
    target, receiver = target
    findings.certain = findings.certain and not states_another_signature(target)
    try:
        fit = fit_of(target, receiver, call, label)
    except NotKnown as reason:
        findings.add_unknown(str(reason), call["locations"])
        return
    except Exception as error:
        findings.add_unknown(f"{label} cannot be inspected: {type(error).__name__}", call["locations"])
        return
    if fit.unknown:
        findings.add_unknown(fit.unknown, call["locations"])
    for kind, text in [*fit.failures, *missing_methods(target, fit, call, label)]:
        findings.fail(kind, check, text, call["required"], call["locations"])
    function = fit.function or target
    if facts is not None:
        call["baseline"] = baseline_of(target, function, call, fit)
        record_passed(call, target, fit)
    elif call.get("baseline") and not fit.failures:
        for text in doubts(function, call, label):
            findings.add_unknown(text, call["locations"])
        check_landing(findings, call, fit, label, check)
        check_result(findings, call, target, label, check)
        for kind, part, text in taken_failures(function, call, label):
            findings.fail(kind, f"{check} {part}", text, call["required"], call["locations"])
        check_raised(findings, call, target, function, label, check)
        check_passed(findings, call, target, fit, label, check)


def states_another_signature(target):
    """Whether the arguments that a wrapper takes are not those of its signature, or are those of a class method that it wraps."""
    function = getattr(target, "__func__", target)
    stated = not isinstance(function, type) and "__signature__" in getattr(function, "__dict__", {})
    return stated or inspect.ismethod(target) and hasattr(function, "__wrapped__")


def fit_of(target, receiver, call, label):
    if call["kind"] == "pattern":
        return fit_pattern(target, call, label)
    return fit_function(target, call, label, receiver) if receiver else fit_call(target, call, label)


def fit_pattern(cls, call, label):
    """`case Name(x, y)` reads the attributes that `__match_args__` lists."""
    names = list(getattr(cls, "__match_args__", ()))
    if not isinstance(cls, type) or cls.__module__ == "builtins":
        return Fit()
    fit = Fit(lands=names[: call["positional"]], parameters=names)
    if call["positional"] > len(names):
        text = f"a pattern of {label} takes {count(len(names), 'position')}, not {call['positional']}"
        fit.failures.append(("arguments", text))
    return fit


def missing_methods(target, fit, call, label):
    """`with Client()` needs a class that has `__enter__`."""
    name = METHODS.get(call["consumed"])
    if name is None or call["kind"] == "pattern" or fit.failures:
        return
    cls = result_class(target, fit)
    if cls is None or (call.get("baseline") or {}).get("untyped"):
        return
    names = (name, "__getitem__") if name == "__iter__" else (name,)
    try:
        if not any(has_attribute(cls, one) for one in names):
            yield "member-missing", f"{cls.__name__}, the result of {label}, has no {name}"
    except NotKnown:
        return


def result_class(target, fit):
    """The class of the call's result, if it is known."""
    cls = target if isinstance(target, type) else returned_class(fit.function or target)
    return None if cls is None or cls.__module__ in ("builtins", "typing") or issubclass(cls, type) else cls


def returned_class(function):
    """The class in the return annotation, if the function returns an instance of it when called."""
    if not callable(function) or result_of(function) != "value":
        return None
    annotation = getattr(inspect.unwrap(function), "__annotations__", {}).get("return")
    is_class = isinstance(annotation, type) and not typing.get_args(annotation)
    is_name = isinstance(annotation, str) and annotation.replace(".", "").isidentifier()
    if not (is_class or is_name) or typing.get_args(result_hint(function)):
        return None  # a name may stand for `Manager[Response]`, whose instances are managers
    return class_of_result(function)


def baseline_of(target, function, call, fit):
    is_class = isinstance(target, type)
    return {
        "lands": fit.lands,
        "parameters": fit.parameters,
        "async": None if is_class else is_async(function),
        "returnsAwaitable": returns_awaitable(function),
        "raises": raised_and_caught(target, function, call),
        **facts_of(function, call),
        **facts_of_result(function, call),
        **({"untyped": True} if call["consumed"] in METHODS and result_class(target, fit) is None else {}),
        **({} if is_class or not callable(target) else {"result": result_of(target)}),
    }


def check_landing(findings, call, fit, label, check):
    before = call["baseline"]
    for position, (old, new) in enumerate(zip(before["lands"], fit.lands)):
        if old == new or old.startswith("*"):
            continue
        still_there = old in fit.parameters and not is_renamed(old, new, before["parameters"], fit.parameters)
        was_another = new in before["parameters"]
        if still_there or was_another:
            text = f"{label}: argument {position + 1} is {new} instead of {old}"
            findings.fail("argument-moved", check, text, call["required"], call["locations"])


def is_renamed(old, new, before, now):
    """Whether a new name has replaced the old one in its position, and the old one is left as an alias behind the other parameters:
    `fail(msg, pytrace)`, then `fail(reason, pytrace, msg)`. With no parameter behind it, it could as well have been moved."""
    position = before.index(old) if old in before else None
    if position is None or new in before:
        return False
    others = before[position + 1 :]
    return bool(others) and now[: len(before)] == [*before[:position], new, *others]
