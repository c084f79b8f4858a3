"""The result of binding a call to a signature: failures, the parameters of positional arguments, and all parameters."""

import inspect
from dataclasses import dataclass, field

EMPTY = inspect.Parameter.empty
POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
BY_NAME = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


@dataclass
class Fit:
    """`failures` are (kind, text); `unknown` is a reason; `function` is the function that receives the arguments."""

    failures: list = field(default_factory=list)
    unknown: str | None = None
    lands: list = field(default_factory=list)
    parameters: list = field(default_factory=list)
    function: object = None


def bind(signature, call, label, receiver):
    """Python's binding rules, but with a failure for every mismatch instead of the first only."""
    parameters = list(signature.parameters.values())
    if receiver:
        if not parameters or parameters[0].kind not in (*POSITIONAL, inspect.Parameter.VAR_POSITIONAL):
            return Fit(failures=[("arguments", f"{label} takes no instance")])
        parameters = parameters[1:] if parameters[0].kind in POSITIONAL else parameters
    positional = [one for one in parameters if one.kind in POSITIONAL]
    given = positional[: call["positional"]]
    fit = Fit(lands=[one.name for one in given], parameters=[one.name for one in parameters])
    bind_positional(fit, parameters, positional, call, label)
    bind_keywords(fit, parameters, {one.name for one in given}, call, label)
    if not call["doubleStar"]:
        fit.failures += missing_arguments(parameters, set(fit.lands), call, label)
    return fit


def bind_positional(fit, parameters, positional, call, label):
    surplus = call["positional"] - len(positional)
    if surplus <= 0:
        return
    variadic = next((one for one in parameters if one.kind is inspect.Parameter.VAR_POSITIONAL), None)
    if variadic is None:
        text = f"{label} takes {count(len(positional), 'positional argument')}, not {call['positional']}"
        fit.failures.append(("arguments", text))
    else:
        fit.lands += [f"*{variadic.name}"] * surplus


def bind_keywords(fit, parameters, taken, call, label):
    names = {one.name for one in parameters if one.kind in BY_NAME}
    accepts_any_keyword = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters)
    for keyword in call["keywords"]:
        if keyword in taken and keyword in names:
            fit.failures.append(("arguments", f"{label} gets {keyword} twice: by position, too"))
        elif keyword not in names and not accepts_any_keyword:
            fit.failures.append(("arguments", f"{label} has no parameter {keyword}"))


def missing_arguments(parameters, taken, call, label):
    for one in parameters:
        if one.default is not EMPTY or one.kind in VARIADIC or one.name in taken:
            continue
        by_keyword = one.kind in BY_NAME and one.name in call["keywords"]
        if not by_keyword and not (one.kind in POSITIONAL and call["star"]):
            yield ("arguments", f"{label} needs {one.name}")


def count(number, noun):
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
