"""Narrows the type of x by the `isinstance(x, T)` tests around an expression."""

import ast

from trees import FUNCTIONS, ancestors, is_in, last_name


def narrowed(file, node, expression):
    """(classes that the expression can only be or None, identities of classes that it is not)."""
    text, excluded = ast.unparse(expression), set()
    for parent, child in ancestors(file.source, node):
        if isinstance(parent, FUNCTIONS):
            break
        for test, positive in tests_around(parent, child):
            kinds = isinstance_kinds(test, text)
            if kinds is None:
                continue
            found = [one for kind in kinds for one in class_values(file, kind)]
            if positive:
                return found, excluded
            excluded |= {file.types.identity(one) for one in found}
    return None, excluded


def tests_around(parent, child):
    """(test, whether it holds) for a branch that the child is in."""
    if isinstance(parent, (ast.If, ast.IfExp, ast.While)) and child is not parent.test:
        return [(parent.test, is_in(child, parent.body))]
    if isinstance(parent, ast.BoolOp):
        before = parent.values[: parent.values.index(child)]
        return [(one, isinstance(parent.op, ast.And)) for one in before]
    if isinstance(parent, ast.comprehension) and child in parent.ifs:
        return [(one, True) for one in parent.ifs[: parent.ifs.index(child)]]
    return []


def isinstance_kinds(test, text):
    """The second argument of `isinstance(text, …)` as a list, None for another test."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return next((kinds for kinds in (isinstance_kinds(one, text) for one in test.values) if kinds is not None), None)
    if not (isinstance(test, ast.Call) and last_name(test.func) == "isinstance" and len(test.args) == 2):
        return None
    if ast.unparse(test.args[0]) != text:
        return None
    kinds = test.args[1]
    return kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]


def class_values(file, expression):
    """jedi's values of an expression that names a class."""
    target = file.bindings.resolve(expression)
    if target and target[0] == "name":
        return [one for one in file.types.values_of(target[1], target[2]) if one.is_class()]
    if target and target[0] == "class":
        value = file.classes.value(target[1], target[2])
        return [value] if value is not None else []
    return []
