"""Which exceptions are caught around code, and which imports are for types only.

A `try` guards its body, except functions that are defined in it. A handler that raises an exception, or ends the
process, guards nothing.
"""

import ast

from trees import FUNCTIONS, ancestors, last_name

# Exceptions that guard an import of a module, an import of a name, the access to an attribute, and the arguments of a call. The empty name
# stands for a bare `except`.
IMPORT_MODULE = {"ModuleNotFoundError", "ImportError", "Exception", "BaseException", ""}
IMPORT_NAME = {"ImportError", "Exception", "BaseException", ""}
ATTRIBUTE = {"AttributeError"}
ARGUMENTS = {"TypeError"}
# The exceptions that a use may raise if it does not fit.
NOT_FITTING = {"AttributeError", "TypeError", "ModuleNotFoundError", "ImportError", "NameError", "Exception", "BaseException", ""}


def caught_by(handler):
    """`except (A, m.B)` gives A and B; a bare `except` gives an empty name."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {last_name(kind) if kind is not None else "" for kind in kinds}


def leaves(handler):
    """Whether the handler raises an exception or ends the process."""
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
                if not leaves(handler):
                    names |= caught_by(handler)
        if isinstance(parent, (ast.With, ast.AsyncWith)) and child in parent.body:
            for item in parent.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and last_name(call.func) == "suppress":
                    names |= {last_name(one) for one in call.args}
    return names


def is_type_checking(test):
    return last_name(test) == "TYPE_CHECKING"


def only_for_types(source, node):
    """Whether the node is below `if TYPE_CHECKING:`, which never runs."""
    return any(
        isinstance(parent, ast.If) and is_type_checking(parent.test) and child in parent.body
        for parent, child in ancestors(source, node)
    )


def attempt_before(source, node, uses_provider, names=IMPORT_MODULE):
    """The `try` whose handler for one of these exceptions contains the node, if its body uses the provider. It is enough that the body or the
    handler fits."""
    for parent, _ in ancestors(source, node):
        if isinstance(parent, FUNCTIONS):
            return None
        if isinstance(parent, ast.ExceptHandler) and names & caught_by(parent):
            attempt = source.parents[parent]
            if any(uses_provider(one) for statement in attempt.body for one in ast.walk(statement)):
                return attempt
    return None
