"""The signature of a method: whether it is async, its arguments, and its return type."""

import inspect


def describe_method(cls, name, argument):
    """`call` is `name(argument)` if one positional argument is enough; else it lists the method's parameters."""
    method = inspect.unwrap(inspect.getattr_static(cls, name))
    function = getattr(method, "__func__", method)
    return {
        "async": inspect.iscoroutinefunction(function),
        "call": f"{name}({argument})" if takes_one(function) else f"{name}{parameters(function)}",
        "returns": returned(function),
    }


def takes_one(function):
    try:
        inspect.signature(function).bind("self", "argument")
        return True
    except (TypeError, ValueError):
        return False


def parameters(function):
    try:
        _, *others = inspect.signature(function).parameters.values()
        return str(inspect.Signature(others))
    except (TypeError, ValueError):
        return f" is {type(function).__name__}"


def returned(function):
    """None without a return annotation: a method without a return statement returns None."""
    annotation = getattr(function, "__annotations__", {}).get("return")
    if annotation in (None, type(None), "None"):
        return "None"
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
