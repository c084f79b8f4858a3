"""The names of the provider through which the consumer obtains an object whose class it does not import: `provider.make()`,
`provider.Envelope.payload`. Through them the class is found in a release that defines it elsewhere."""

import ast


def reached_by(file, expression, depth=0):
    """The set of such paths; empty where none is known."""
    if depth > 3:
        return set()
    if isinstance(expression, (ast.Await, ast.Starred)):
        return reached_by(file, expression.value, depth + 1)
    if isinstance(expression, ast.Call):
        return {f"{path}()" for path in named(file, expression.func)}
    if isinstance(expression, ast.Attribute):
        return named(file, expression)
    if isinstance(expression, ast.Name):
        return by_assignment(file, expression, depth)
    return set()


def named(file, expression):
    target = file.bindings.resolve(expression)
    if target and target[0] == "name":
        return {f"{target[1]}.{target[2]}"}
    if not isinstance(expression, ast.Attribute):
        return set()
    base = file.bindings.resolve(expression.value)
    if base and base[0] == "name":
        return {f"{base[1]}.{base[2]}.{expression.attr}"}
    if base is not None:
        return set()
    values = [file.types.class_of(one) for one in file.types.base_of_attribute(file.source, expression)]
    keys = [
        file.classes.key(cls, file.source) for cls, _ in filter(None, values) if file.classes.is_provider(cls)
    ]
    return {f"{module}.{name}.{expression.attr}" for module, name in keys}


def by_assignment(file, name, depth):
    """`x = …`, `with … as x`, `for x in …`"""
    found = set()
    scope = file.bindings.scope_of(name)
    for node in ast.walk(scope):
        value = None
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name.id for one in node.targets):
            value = node.value
        elif isinstance(node, ast.withitem) and isinstance(node.optional_vars, ast.Name) and node.optional_vars.id == name.id:
            value = node.context_expr
        if value is not None:
            found |= reached_by(file, value, depth + 1)
    return found
