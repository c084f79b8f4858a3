"""Objects of the provider that a loop unpacks: `for a, b in objects`."""

import ast

from instance_members import use_of_class
from results_taken import unpacked_into


def record_unpacking(file, node):
    number = unpacked_into([node.target])
    if number is None or is_pairs(node.iter) or file.skipped(node.iter) or "ValueError" in file.caught(node.iter):
        return
    role = {"kind": "read", "consumed": "value"}
    for cls in file.types.element_classes(file.source, node.iter):
        if file.classes.is_provider(cls):
            use = use_of_class(file, cls, node.iter, node.iter)
            use.add_member("__iter__", "instance", role, file.location(node.iter), True, ((number,), ()))


def is_pairs(expression):
    """`enumerate(…)`, `zip(…)`, `x.items()`"""
    name = getattr(expression.func, "attr", getattr(expression.func, "id", "")) if isinstance(expression, ast.Call) else ""
    return name in ("enumerate", "zip", "items")
