"""Methods that syntax calls implicitly: `with client`, `for event in stream`, `bus["topic"]`, `handler(1)`, `len(queue)`."""

import ast

import shapes
from inference import cannot_be_provider, classes_of
from instance_members import record_of_class

#: `with` and loops, by the node and its field.
STATEMENTS = {
    ast.With: "__enter__",
    ast.AsyncWith: "__aenter__",
    ast.For: "__iter__",
    ast.AsyncFor: "__aiter__",
}


def record_operator(file, node):
    """Records the method that a node calls of an object of the provider."""
    for expression, name, role in operations(node):
        if cannot_be_provider(file, expression) or file.skipped(node) or file.only_for_types(node):
            continue
        if file.bindings.resolve(expression) is not None:
            continue
        attribute = ast.copy_location(ast.Attribute(value=expression, attr=name, ctx=ast.Load()), expression)
        for cls, on in classes_of(file, expression, expression):
            if on == "instance" and not file.types.is_enum(cls):
                record_of_class(file, attribute, cls, on, at=expression if role is None else node, role=role or READ)


READ = {"kind": "read", "shape": None, "consumed": "value"}


def operations(node):
    """(expression, name of the method, role) for what the node does with objects."""
    if type(node) in STATEMENTS:
        items = [one.context_expr for one in node.items] if hasattr(node, "items") else [node.iter]
        return [(one, STATEMENTS[type(node)], None) for one in items if is_followed(one)]
    if isinstance(node, ast.Subscript) and is_followed(node.value):
        names = {ast.Load: "__getitem__", ast.Store: "__setitem__", ast.Del: "__delitem__"}
        return [(node.value, names[type(node.ctx)], None)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "len" and len(node.args) == 1 and is_followed(node.args[0]):
            return [(node.args[0], "__len__", None)]
        role = {"kind": "call", "shape": shapes.call_shape(node), "consumed": "value"}
        return [(node.func, "__call__", role)]
    return []


def is_followed(expression):
    """Calls are omitted: the check of their results covers them."""
    return isinstance(expression, (ast.Name, ast.Attribute))
