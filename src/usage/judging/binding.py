"""Whether the arguments of a call bind to a function, by Python's rules."""

import inspect

from fit import Fit, bind
from wrappers import fit_wrapped, passes_on


def fit_function(function, call, label, receiver):
    """`receiver`: the call has an implicit first argument (self: a method of an instance)."""
    if getattr(function, "__module__", "") == "typing":
        return Fit(unknown=f"{label} is a typing construct")
    try:
        own = inspect.signature(function, follow_wrapped=False)
    except (ValueError, TypeError):
        if callable(getattr(function, "__wrapped__", None)):
            return fit_function(function.__wrapped__, call, label, receiver)
        return Fit(unknown=f"{label} has no readable signature")
    fit = bind(own, call, label, receiver)
    fit.function = function
    wrapped = getattr(function, "__wrapped__", None)
    if fit.failures or wrapped is None or not passes_on(own):
        return fit
    return fit_wrapped(fit_function, function, own, call, label, receiver, fit)
