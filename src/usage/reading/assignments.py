"""Finds the values that are assigned to a name of a scope, and to attributes of `self`."""

import ast

from trees import is_self


def only_value(scope, name):
    values = [one for one in scope.values[name] if not isinstance(one, ast.Constant)]
    return values[0] if len(values) == 1 else None


def assigned_to_self(owner):
    """name → values that the class's methods assign to `self.name`; None stands for a value that is not known."""
    found = {}
    for node in ast.walk(owner):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and is_self(target.value):
                    found.setdefault(target.attr, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Attribute) and is_self(node.target.value):
            found.setdefault(node.target.attr, []).append(node.value)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute) and is_self(node.target.value):
            found.setdefault(node.target.attr, []).append(None)
    for statement in owner.body:
        for name in names_of_statement(statement):
            found.setdefault(name, []).append(None)
    return found


def names_of_statement(statement):
    """The names that a statement in a class's body binds."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    has_value = getattr(statement, "value", None) is not None
    return [one.id for one in targets if isinstance(one, ast.Name) and has_value]
