"""Functions that take any arguments, where the release that was read named its parameters: whether they use them is not known."""

import inspect

from fit import VARIADIC
from wrappers import mentioned


def doubts(function, call, fit, label):
    """Sentences on what cannot be known of a call that binds."""
    if isinstance(function, type) or hasattr(function, "__wrapped__"):
        return []
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (ValueError, TypeError):
        return []
    if takes_anything(parameters, call, fit):
        return [f"{label} takes any arguments: what it does with them is not known"]
    return [f"{label} takes {one} among any other keywords: what it does with it is not known" for one in swallowed(parameters, function, call)]


def takes_anything(parameters, call, fit):
    """`(*args, **kwargs)`"""
    changed = fit.parameters != call["baseline"]["parameters"]
    return changed and [one.kind for one in parameters[-2:]] == list(VARIADIC) and len(fit.parameters) == 2


def swallowed(parameters, function, call):
    """Keywords that were parameters and are taken by `**kwargs` now; a function that names one in its code uses it."""
    names = {one.name for one in parameters}
    if not any(one.kind is one.VAR_KEYWORD for one in parameters):
        return []
    gone = [one for one in call["keywords"] if one in call["baseline"]["parameters"] and one not in names]
    words = mentioned(getattr(function, "__func__", function)) if gone else ()
    return [one for one in gone if one not in words]
