"""Checks the kind of a call's result (coroutine, generator, context manager, value), and whether the consumer's use of it still fits."""

import inspect
import types

AWAITABLE = ("Awaitable", "Coroutine", "Future", "Task", "Async")
ASYNC = ("coroutine", "async-generator", "async-context-manager")
WAITING = ("await", "async-for", "async-with")
WORDS = {
    "coroutine": "a coroutine",
    "async-generator": "an async generator",
    "generator": "a generator",
    "context-manager": "a context manager",
    "async-context-manager": "an async context manager",
}
#: The kinds of results that each way of using a result rejects.
REJECTED = {
    "await": ("async-generator", "generator", "context-manager", "async-context-manager"),
    "for": ("coroutine", "async-generator", "context-manager", "async-context-manager"),
    "async-for": ("coroutine", "generator", "context-manager", "async-context-manager"),
    "with": ("coroutine", "async-generator", "generator", "async-context-manager"),
    "async-with": ("coroutine", "async-generator", "generator", "context-manager"),
}
METHODS = {"for": "__iter__", "async-for": "__aiter__", "with": "__enter__", "async-with": "__aenter__", "await": "__await__"}


def result_of(function):
    """`coroutine`, `async-generator`, `generator`, `context-manager`, `async-context-manager`, or `value`."""
    function = getattr(function, "__func__", function)
    if inspect.iscoroutinefunction(function):
        return "coroutine"
    while hasattr(function, "__wrapped__"):
        inner = function.__wrapped__
        if getattr(getattr(function, "__code__", None), "co_filename", "").endswith("contextlib.py"):
            return "async-context-manager" if inspect.isasyncgenfunction(inner) else "context-manager"
        if calls_class(function):
            return "value"
        function = inner
    if inspect.iscoroutinefunction(function):
        return "coroutine"
    if inspect.isasyncgenfunction(function):
        return "async-generator"
    return "generator" if inspect.isgeneratorfunction(function) else "value"


def calls_class(wrapper):
    """Whether the wrapper itself calls a class, as `contextlib.contextmanager` does: the result is then not that of the wrapped function."""
    if not isinstance(wrapper, types.FunctionType) or is_generator(wrapper) or not is_generator(wrapper.__wrapped__):
        return False
    return any(isinstance(wrapper.__globals__.get(name), type) for name in wrapper.__code__.co_names)


def is_generator(function):
    return inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)


def is_async(function):
    return result_of(function) in ("coroutine", "async-generator")


def unwrapped(function):
    return inspect.unwrap(function) if callable(function) else function


def returns_awaitable(function):
    annotation = str(getattr(unwrapped(function), "__annotations__", {}).get("return", ""))
    return any(word in annotation for word in AWAITABLE)


def is_plain(function):
    inner = inspect.unwrap(function)
    return isinstance(getattr(inner, "__func__", inner), types.FunctionType)


def check_result(findings, call, target, label, check):
    """Compares the kind of the call's result with that in the baseline release."""
    before = call["baseline"].get("result")
    if before is None or isinstance(target, type) or not is_plain(target):
        return
    now = result_of(target)
    for kind, text in result_failures(call, before, now, target, label):
        findings.fail(kind, check, text, call["required"], call["locations"])


def result_failures(call, before, now, function, label):
    consumed = call["consumed"]
    if now == before or consumed == "either":
        return
    if consumed in WAITING and before in ASYNC and now == "value":
        if not returns_awaitable(function):
            yield "became-sync", f"{label} is not async any more"
    elif now in REJECTED.get(consumed, ()) and before not in REJECTED[consumed]:
        kind = "became-async" if now in ASYNC else "became-sync"
        yield kind, f"{label} returns {WORDS[now]} now"
    elif consumed == "value" and call["kind"] == "call" and now in ("coroutine", "async-generator") and before not in ASYNC:
        if not call["baseline"].get("returnsAwaitable"):
            yield "became-async", f"{label} is async: its result has to be awaited"
