"""Checks calls of classes: models, exceptions, metaclasses, `__new__` and `__init__`."""

import enum
import inspect
import types
import typing

import models
from base_init import fits_of_base
from binding import fit_function
from fit import Fit, bind


def fit_call(target, call, label):
    """The call of a class, a function, or an object with `__call__`."""
    target = getattr(target, "__origin__", target) if typing.get_origin(target) else target
    if isinstance(target, type):
        return fit_construction(target, call, label)
    if not callable(target):
        return Fit(failures=[("not-callable", f"{label} is not callable")])
    return fit_function(target, call, label, receiver=False)


def fit_construction(cls, call, label):
    fit = fit_not_instantiable(cls, label)
    if fit is not None:
        return fit
    model = models.fit_model(cls, call, label)
    if model is not None:
        if isinstance(model, models.OwnConstructor):
            return fit_function(model.function, call, label, receiver=True)
        return Fit(**model)
    if issubclass(cls, type) or is_typed_dict(cls):
        return Fit(unknown=f"{label} is a metaclass: its arguments are not checked") if issubclass(cls, type) else Fit()
    called = type(cls).__call__
    if called is not type.__call__ and not issubclass(type(cls), enum.EnumMeta):
        own = fit_function(called, call, label, receiver=True)
        if own.failures:
            return own
    return fit_constructor(cls, call, label)


def is_typed_dict(cls):
    return issubclass(cls, dict) and hasattr(cls, "__total__")


def fit_not_instantiable(cls, label):
    if getattr(cls, "_is_protocol", False):
        return Fit(failures=[("not-instantiable", f"{label} is a protocol, which cannot be instantiated")])
    abstract = sorted(getattr(cls, "__abstractmethods__", None) or ())
    if abstract and inspect.isabstract(cls):
        return Fit(failures=[("not-instantiable", f"{label} is abstract ({', '.join(abstract)}) and cannot be instantiated")])
    return None


def fit_constructor(cls, call, label):
    """`__new__` and `__init__` both get the arguments. The one inherited from object ignores them if the other is overridden."""
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
    fits += fits_of_base(cls, call, label)
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
        return Fit(unknown=f"{label} has no signature that can be read")


def fit_exception(cls, call, label):
    """An exception that does not override the constructor takes any positional arguments and no keywords."""
    plain = cls.__init__ is Exception.__init__ or cls.__init__ is BaseException.__init__ or cls.__init__ is ValueError.__init__
    if isinstance(cls.__new__, types.FunctionType):
        return fit_function(cls.__new__, call, label, receiver=True)
    if plain and call["keywords"]:
        return Fit(failures=[("arguments", f"{label} has no parameter {one}") for one in call["keywords"]])
    return Fit(lands=["*args"] * call["positional"], parameters=["args"])
