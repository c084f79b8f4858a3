"""Functions that wrap another one. `functools.wraps` lets inspect.signature show the wrapped function; Python binds to the wrapper. The
wrapped signature is used only for arguments that a wrapper with **kwargs passes on.
"""

import inspect
import types

from fit import VARIADIC


def passes_on(signature):
    return any(one.kind is inspect.Parameter.VAR_KEYWORD for one in signature.parameters.values())


def fit_wrapped(fit_function, function, own, call, label, receiver, fit):
    """Keywords that are no parameters of the wrapper are passed to the wrapped function."""
    wrapped = function.__wrapped__
    if isinstance(wrapped, type):
        return fit
    inner = fit_function(wrapped, call, label, receiver)
    known = mentioned(function)
    inner.function = wrapped
    inner.failures = [
        one for one in inner.failures if one[0] != "arguments" or not any(word in known for word in call["keywords"])
    ]
    if all(one.kind in VARIADIC for one in own.parameters.values()):
        return inner
    names = set(own.parameters)
    inner.failures = [one for one in inner.failures if not any(f" {name}" in one[1] for name in names)]
    return inner if inner.failures or not own.parameters else fit


def mentioned(function):
    """Strings in a wrapper's constants and closure: it may translate a keyword of that name."""
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
