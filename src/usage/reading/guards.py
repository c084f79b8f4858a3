"""Which exceptions are caught around code, and which imports are for types only.

A `try` guards its body, except functions that are defined in it. A handler that re-raises guards nothing.
"""

import ast

from trees import FUNCTIONS, ancestors, last_name

IMPORT_MODULE = {"ModuleNotFoundError", "ImportError", "Exception", "BaseException", ""}
IMPORT_NAME = {"ImportError", "Exception", "BaseException", ""}
ATTRIBUTE = {"AttributeError"}
ARGUMENTS = {"TypeError"}
#: The exceptions that a use may raise if it does not fit.
NOT_FITTING = {"AttributeError", "TypeError", "ModuleNotFoundError", "ImportError", "NameError", "Exception", "BaseException", ""}


def handler_names(handler):
    """`except (A, m.B)` gives A and B; a bare `except` gives an empty name."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {last_name(kind) if kind is not None else "" for kind in kinds}


def raises_again(handler):
    for statement in handler.body:
        if isinstance(statement, ast.Raise):
            return True
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            if last_name(statement.value.func) in ("exit", "_exit", "abort"):
                return True
    return False


def caught_around(source, node):
    """The names of the exceptions that are caught around a node, up to the function that it is in."""
    names = set()
    for parent, child in ancestors(source, node):
        if isinstance(parent, FUNCTIONS) and child not in getattr(parent, "decorator_list", []):
            break
        if isinstance(parent, (ast.Try, getattr(ast, "TryStar", ast.Try))) and child in parent.body:
            for handler in parent.handlers:
                if not raises_again(handler):
                    names |= handler_names(handler)
        if isinstance(parent, (ast.With, ast.AsyncWith)) and child in parent.body:
            for item in parent.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and last_name(call.func) == "suppress":
                    names |= {last_name(one) for one in call.args}
    return names


def is_type_checking(test):
    return last_name(test) == "TYPE_CHECKING"


def only_for_types(source, node):
    return any(
        isinstance(parent, ast.If) and is_type_checking(parent.test) and child in parent.body
        for parent, child in ancestors(source, node)
    )


def attempt_before(source, node, uses_provider, names=IMPORT_MODULE):
    """The `try` whose body uses the provider, and whose handler for one of these exceptions contains the node. Body or handler must fit."""
    for parent, _ in ancestors(source, node):
        if isinstance(parent, FUNCTIONS):
            return None
        if isinstance(parent, ast.ExceptHandler) and names & handler_names(parent):
            attempt = source.parents[parent]
            if any(uses_provider(one) for statement in attempt.body for one in ast.walk(statement)):
                return attempt
    return None
