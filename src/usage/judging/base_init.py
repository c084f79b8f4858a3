"""Keywords that an `__init__` passes on with `super().__init__(…, **kwargs)`: the base class must have parameters for them.

    class Interpreter(Script):
        def __init__(self, code, **kwargs):
            super().__init__(code, **kwargs)

Checked only if the call always runs, and `**kwargs` is otherwise only read.
"""

import ast
import inspect
import textwrap
import types

from contracts_key_lookup import is_key_lookup
from fit import BY_NAME, Fit


def fits_of_base(cls, call, label):
    """A list of at most one Fit, with a failure for each keyword that reaches an `__init__` without a parameter for it."""
    taken = set()
    inits = [one for one in cls.__mro__ if "__init__" in vars(one)]
    for owner in inits:
        init = vars(owner)["__init__"]
        if not isinstance(init, types.FunctionType) or hasattr(init, "__wrapped__"):
            return []
        parameters = list(inspect.signature(init).parameters.values())
        taken |= {one.name for one in parameters if one.kind in BY_NAME}
        rest = next((one.name for one in parameters if one.kind is one.VAR_KEYWORD), None)
        if rest is None:
            failures = [("arguments", f"{label} has no parameter {one}") for one in call["keywords"] if one not in taken]
            return [Fit(failures=failures, function=init)] if failures else []
        if not passes_up(init, rest):
            return []
    return []


def passes_up(init, name):
    try:
        definition = ast.parse(textwrap.dedent(inspect.getsource(init))).body[0]
    except (OSError, TypeError, SyntaxError, ValueError):
        return False
    if not isinstance(definition, ast.FunctionDef):
        return False
    passing = [one for one in definition.body if is_super_call(one, name)]
    uses = [one for one in ast.walk(definition) if isinstance(one, ast.Name) and one.id == name]
    lookups = [one for one in ast.walk(definition) if is_key_lookup(one, name)]
    returns = any(isinstance(one, ast.Return) for one in ast.walk(definition))
    return len(passing) == 1 and len(uses) == 1 + len(lookups) and not returns


def is_super_call(statement, name):
    """`super().__init__(…, **name)`"""
    call = getattr(statement, "value", None)
    if not isinstance(statement, ast.Expr) or not isinstance(call, ast.Call):
        return False
    return ast.unparse(call.func) == "super().__init__" and any(
        one.arg is None and isinstance(one.value, ast.Name) and one.value.id == name for one in call.keywords
    )
