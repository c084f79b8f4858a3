"""Functions that take any arguments, but had named parameters in the baseline release: whether they still use these is unknown."""

import inspect

from fit import VARIADIC
from wrappers import mentioned


def facts_of(function, call):
    """For the baseline release: whether the function takes any arguments, and which keywords of the call are parameters."""
    parameters = parameters_of(function)
    names = {one.name for one in parameters}
    named = [one for one in call["keywords"] if one in names]
    return {**({"open": True} if takes_anything(parameters) else {}), **({"named": named} if named else {})}


def doubts(function, call, label):
    """Sentences about unknown parts of a call that binds."""
    parameters = parameters_of(function)
    if takes_anything(parameters):
        known = call["baseline"].get("open")
        return [] if known else [f"{label} takes any arguments: what it does with them is not known"]
    return [
        f"{label} takes {one} among any other keywords: what it does with it is not known"
        for one in swallowed(parameters, function, call)
    ]


def parameters_of(function):
    if isinstance(function, type) or hasattr(function, "__wrapped__"):
        return []
    try:
        return list(inspect.signature(function).parameters.values())
    except (ValueError, TypeError):
        return []


def takes_anything(parameters):
    """Whether the signature is `(*args, **kwargs)`, for a method after `self`."""
    named = [one.name for one in parameters[:-2]]
    return named in ([], ["self"], ["cls"]) and [one.kind for one in parameters[-2:]] == list(VARIADIC)


def swallowed(parameters, function, call):
    """Keywords that were parameters and go to `**kwargs` now, except those that the function's code names and thus uses."""
    names = {one.name for one in parameters}
    if not any(one.kind is one.VAR_KEYWORD for one in parameters):
        return []
    gone = [one for one in call["baseline"].get("named", ()) if one not in names]
    words = mentioned(getattr(function, "__func__", function)) if gone else ()
    return [one for one in gone if one not in words]
