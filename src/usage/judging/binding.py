"""Whether a call fits a callable, as Python would bind it. `Fit` says where positional arguments land.

`functools.wraps` lets inspect.signature show the wrapped function; Python binds to the wrapper. The wrapped signature is asked only for
what a wrapper with **kwargs passes on.
"""

import enum
import inspect
import types
import typing
from dataclasses import dataclass, field

import models

EMPTY = inspect.Parameter.empty
POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@dataclass
class Fit:
    """`failures` are (kind, text); `unknown` is a reason."""

    failures: list = field(default_factory=list)
    unknown: str | None = None
    lands: list = field(default_factory=list)
    parameters: list = field(default_factory=list)
    function: object = None


def fit_call(target, call, label, receiver=False):
    """`receiver`: the call passes an instance first that is not written at the call (a method of an instance)."""
    target = getattr(target, "__origin__", target) if typing.get_origin(target) else target
    if isinstance(target, type):
        return fit_construction(target, call, label)
    if not callable(target):
        return Fit(failures=[("not-callable", f"{label} is not callable")])
    return fit_function(target, call, label, receiver)


def fit_function(function, call, label, receiver):
    if getattr(function, "__module__", "") == "typing":
        return Fit(unknown=f"{label} is a form of typing")
    try:
        own = inspect.signature(function, follow_wrapped=False)
    except (ValueError, TypeError):
        return Fit(unknown=f"{label} does not say which arguments it takes")
    fit = bind(own, call, label, receiver)
    fit.function = function
    wrapped = getattr(function, "__wrapped__", None)
    if fit.failures or wrapped is None or not passes_on(own):
        return fit
    return fit_wrapped(function, wrapped, own, call, label, receiver, fit)


def passes_on(signature):
    return any(one.kind is inspect.Parameter.VAR_KEYWORD for one in signature.parameters.values())


def fit_wrapped(function, wrapped, own, call, label, receiver, fit):
    """Keywords that the wrapper does not name itself reach the wrapped function."""
    if isinstance(wrapped, type):
        return fit
    inner = fit_function(wrapped, call, label, receiver)
    known = mentioned(function)
    inner.function = wrapped
    inner.failures = [
        one for one in inner.failures if one[0] != "arguments" or not any(word in known for word in call["keywords"])
    ]
    if all(one.kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD) for one in own.parameters.values()):
        return inner
    names = set(own.parameters)
    inner.failures = [one for one in inner.failures if not any(f" {name}" in one[1] for name in names)]
    return inner if inner.failures or not own.parameters else fit


def mentioned(function):
    """Words in a wrapper's constants and closure: it may translate a keyword of that name."""
    words, waiting, seen = set(), [function], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen or len(seen) > 200:
            continue
        seen.add(id(one))
        if isinstance(one, str):
            words.add(one)
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, (list, tuple, set, frozenset)):
            waiting += list(one)
        elif isinstance(one, types.CodeType):
            waiting += list(one.co_consts)
            words |= {*one.co_varnames} - {"args", "kwargs", "self"}
        elif isinstance(one, types.FunctionType) and (one is function):
            waiting.append(one.__code__)
            for cell in one.__closure__ or ():
                try:
                    if cell.cell_contents is not getattr(function, "__wrapped__", None):
                        waiting.append(cell.cell_contents)
                except ValueError:
                    pass
    return words


def bind(signature, call, label, receiver):
    """Python's own rules, with one failure for each reason instead of the first only."""
    parameters = list(signature.parameters.values())
    positional = [one for one in parameters if one.kind in POSITIONAL]
    variadic = next((one for one in parameters if one.kind is inspect.Parameter.VAR_POSITIONAL), None)
    anything = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters)
    fit = Fit()
    if receiver:
        if not positional and variadic is None:
            return Fit(failures=[("arguments", f"{label} takes no instance")])
        positional = positional[1:]
        parameters = [one for one in parameters if one in positional or one.kind not in POSITIONAL]
    fit.parameters = [one.name for one in parameters]
    given = positional[: call["positional"]]
    fit.lands = [one.name for one in given]
    if call["positional"] > len(positional):
        if variadic is None:
            fit.failures.append(
                ("arguments", f"{label} takes {count(len(positional), 'positional argument')}, not {call['positional']}")
            )
        else:
            fit.lands += [f"*{variadic.name}"] * (call["positional"] - len(positional))
    by_name = {
        one.name: one
        for one in parameters
        if one.kind in (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    }
    taken = {one.name for one in given}
    for keyword in call["keywords"]:
        if keyword in taken and keyword in by_name:
            fit.failures.append(("arguments", f"{label} gets {keyword} twice: by position, too"))
        elif keyword not in by_name and not anything:
            fit.failures.append(("arguments", f"{label} has no parameter {keyword}"))
    if not call["doubleStar"]:
        fit.failures += missing_arguments(parameters, taken, call, label)
    return fit


def missing_arguments(parameters, taken, call, label):
    for one in parameters:
        if one.default is not EMPTY or one.name in taken or one.name in call["keywords"]:
            continue
        if (
            one.kind in POSITIONAL
            and call["star"]
            or one.kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
        ):
            continue
        yield ("arguments", f"{label} needs {one.name}")


def count(number, noun):
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


# Classes


def fit_construction(cls, call, label):
    fit = cannot_be_made(cls, label)
    if fit is not None:
        return fit
    model = models.fit_model(cls, call, label)
    if model is not None:
        if isinstance(model, models.OwnConstructor):
            return fit_function(model.function, call, label, receiver=True)
        return Fit(**model)
    if issubclass(cls, type) or is_typed_dict(cls):
        return Fit(unknown=f"{label} makes classes or dictionaries") if issubclass(cls, type) else Fit()
    called = type(cls).__call__
    if called is not type.__call__ and not issubclass(type(cls), enum.EnumMeta):
        own = fit_function(called, call, label, receiver=True)
        if own.failures:
            return own
    return fit_constructor(cls, call, label)


def is_typed_dict(cls):
    return issubclass(cls, dict) and hasattr(cls, "__total__")


def cannot_be_made(cls, label):
    if getattr(cls, "_is_protocol", False):
        return Fit(failures=[("not-instantiable", f"{label} is a protocol, which cannot be instantiated")])
    abstract = sorted(getattr(cls, "__abstractmethods__", None) or ())
    if abstract and inspect.isabstract(cls):
        return Fit(failures=[("not-instantiable", f"{label} is abstract ({', '.join(abstract)}) and cannot be instantiated")])
    return None


def fit_constructor(cls, call, label):
    """`__new__` and `__init__` both get the arguments; one that object has takes them only where the other is the class's own."""
    fits = []
    own_new = cls.__new__ is not object.__new__
    own_init = cls.__init__ is not object.__init__
    if issubclass(cls, BaseException) and not isinstance(cls.__init__, types.FunctionType):
        return fit_exception(cls, call, label)
    if own_init and isinstance(cls.__init__, (types.FunctionType, types.MethodType)) or is_wrapped(cls.__init__):
        fits.append(fit_function(cls.__init__, call, label, receiver=True))
    if own_new and isinstance(cls.__new__, types.FunctionType):
        fits.append(fit_function(cls.__new__, call, label, receiver=True))
    if not fits:
        return fit_builtin(cls, call, label, own_new or own_init)
    failing = next((one for one in fits if one.failures), None)
    return failing or next((one for one in fits if one.parameters and not one.parameters[0].startswith("args")), fits[0])


def is_wrapped(function):
    return callable(function) and hasattr(function, "__wrapped__") and not isinstance(function, types.WrapperDescriptorType)


def fit_builtin(cls, call, label, own):
    if not own:
        given = call["positional"] + len(call["keywords"])
        failures = [("arguments", f"{label} takes no arguments")] if given else []
        return Fit(failures=failures, function=cls)
    try:
        return bind(inspect.signature(cls), call, label, receiver=False)
    except (ValueError, TypeError):
        return Fit(unknown=f"{label} does not say which arguments it takes")


def fit_exception(cls, call, label):
    """An exception without a constructor of its own takes any positional arguments and no keywords."""
    plain = cls.__init__ is Exception.__init__ or cls.__init__ is BaseException.__init__ or cls.__init__ is ValueError.__init__
    if isinstance(cls.__new__, types.FunctionType):
        return fit_function(cls.__new__, call, label, receiver=True)
    if plain and call["keywords"]:
        return Fit(failures=[("arguments", f"{label} has no parameter {one}") for one in call["keywords"]])
    return Fit(lands=["*args"] * call["positional"], parameters=["args"])
