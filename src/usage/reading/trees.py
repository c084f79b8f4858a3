"""Functions on the syntax tree that need no types."""

import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def ancestors(source, node):
    """(parent, child) pairs from the node to the module."""
    while True:
        parent = source.parents.get(node)
        if parent is None:
            return
        yield parent, node
        node = parent


def last_name(expression):
    """`c` of `a.b.c`"""
    if isinstance(expression, ast.Attribute):
        return expression.attr
    return expression.id if isinstance(expression, ast.Name) else ""


def root_of(expression):
    """`a` of `a.b[0].c()`"""
    while True:
        if isinstance(expression, (ast.Attribute, ast.Subscript, ast.Await, ast.Starred)):
            expression = expression.value
        elif isinstance(expression, ast.Call):
            expression = expression.func
        else:
            return expression


def is_in(child, body):
    return child in body if isinstance(body, list) else child is body


def enclosing_class(source, node):
    return next((parent for parent, _ in ancestors(source, node) if isinstance(parent, ast.ClassDef)), None)


def enclosing_function(source, node):
    return next((parent for parent, _ in ancestors(source, node) if isinstance(parent, FUNCTIONS)), None)


def is_self(node):
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def constant_text(node):
    """The text of a string literal, else None."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def runs_before(source, statement, node):
    """Whether the statement has always run when the node is evaluated: it precedes the node in the same block or in an enclosing one."""
    for parent, child in ancestors(source, node):
        blocks = [getattr(parent, name, None) for name in ("body", "orelse", "finalbody")]
        for block in blocks:
            if isinstance(block, list) and child in block and statement in block[: block.index(child)]:
                return True
        if isinstance(parent, ast.Try) and child in parent.orelse and statement in parent.body:
            return True
        if isinstance(parent, (*FUNCTIONS, ast.ClassDef)):
            return False
    return False
