"""The role of an expression: called, read or written, and what consumes its value."""

import ast

import shapes
from trees import last_name

READ = {"kind": "read", "shape": None, "consumed": "value"}
#: `to_thread(f, 1)` calls f(1): the position of the function.
PASSING_ON = {"to_thread": 0, "run_in_executor": 1, "call_soon": 0, "call_soon_threadsafe": 0}


def role_of(source, node):
    parent = source.parents.get(node)
    if isinstance(parent, ast.Call) and parent.func is node:
        return {"kind": "call", "shape": shapes.call_shape(parent), "consumed": shapes.consumption(source, parent)}
    if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node in parent.decorator_list:
        return {"kind": "call", "shape": shapes.DECORATOR, "consumed": "value"}
    if isinstance(parent, ast.AugAssign):
        return READ
    written = isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del))
    return {"kind": "write" if written else "read", "shape": None, "consumed": shapes.consumption(source, node)}


def call_through(source, node):
    """The call that `partial(f, 1)` or `to_thread(f, 1)` makes of f, else None."""
    parent = source.parents.get(node)
    if not isinstance(parent, ast.Call) or node not in parent.args:
        return None
    name = last_name(parent.func)
    if name in ("partial", "partialmethod") and parent.args[0] is node:
        return {"kind": "call", "shape": partial_shape(parent), "consumed": "value"}
    if name in PASSING_ON and parent.args.index(node) == PASSING_ON[name]:
        rest = ast.Call(func=node, args=parent.args[PASSING_ON[name] + 1 :], keywords=parent.keywords)
        consumed = "value" if name.startswith("call_soon") else "either"
        return {"kind": "call", "shape": shapes.call_shape(rest), "consumed": consumed}
    return None


def partial_shape(parent):
    """More arguments may follow when it is called."""
    rest = ast.Call(func=parent.func, args=parent.args[1:], keywords=parent.keywords)
    return {**shapes.call_shape(rest), "star": True, "doubleStar": True}
