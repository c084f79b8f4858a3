"""What the consumer takes from a result: attributes of a built-in value (`encode(…).decode()`), and how many values it unpacks."""

import ast

import guards
from uses import NOTHING


def taken_of(file, call):
    """What is done with the result of a call in the same expression: ((numbers of values,), ((attribute, built-in class),))."""
    parent = file.source.parents.get(call)
    if isinstance(parent, ast.Await):
        call, parent = parent, file.source.parents.get(parent)
    number = unpacked_into(parent.targets) if isinstance(parent, ast.Assign) and parent.value is call else None
    if number is not None and "ValueError" not in file.caught(call):
        return (number,), ()
    if isinstance(parent, ast.Attribute) and isinstance(parent.ctx, ast.Load) and not guards.ATTRIBUTE & file.caught(parent):
        of = builtin_class(file, call)
        return (), ((parent.attr, of),) if of else ()
    return NOTHING


def unpacked_into(targets):
    """2 for `a, b = …`; None for other targets."""
    target = targets[0] if len(targets) == 1 else None
    is_fixed = isinstance(target, (ast.Tuple, ast.List)) and not any(isinstance(one, ast.Starred) for one in target.elts)
    return len(target.elts) if is_fixed else None


def builtin_class(file, expression):
    """The only class that the expression can have, if that is a built-in one."""
    values = file.types.of_expression(file.source, expression)
    names = {file.types.builtin_name(value) for value in values}
    return next(iter(names)) if len(names) == 1 else None
