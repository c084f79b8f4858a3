"""Attributes of objects whose class is the provider's, or inherits from it: `event.level`, `self.bus.subscribe(…)`."""

import ast

import guards
from classes import provider_base
from enum_uses import value_used
from narrowing import narrowed
from passed import passed_objects
from reached import reached_by
from roles import call_through, role_of
from trees import enclosing_class, is_self, root_of
from uses import add_call

#: Every class or object has them.
OF_OBJECTS = ("__name__", "__class__", "__doc__", "__dict__", "__module__", "__qualname__")
LITERALS = (ast.Constant, ast.JoinedStr, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.ListComp, ast.DictComp)


def record_of_name(file, node, base):
    """`Name.attribute`"""
    if file.skipped(node) or file.only_for_types(node):
        return
    _, module, name = base
    kind = file.types.kind(module, name)
    use = file.uses.of((module, name))
    role = role_of(file.source, node)
    caught = file.caught(node)
    if kind == "enum" and role["kind"] == "read" and not node.attr.startswith("_"):
        used = value_used(file, node, file.has_plain_value(base))
        use.enum_member(node.attr, None, file.location(node), not guards.ATTRIBUTE & caught, used)
    else:
        record_member(file, use, node, "class" if kind in ("class", "enum") else "object", role)


def record_member(file, use, node, on, role, at=None):
    """`at`: where it is called, when it was held in a variable."""
    at = at or node
    if node.attr in OF_OBJECTS:
        return
    caught = file.caught(at)
    location = file.location(at)
    record = use.member(node.attr, on, role, location, not guards.ATTRIBUTE & caught)
    required = not guards.ARGUMENTS & caught
    if role["kind"] == "call":
        call = add_call(record.calls, role["shape"], "call", role["consumed"], caught, location, required)
        parent = at if isinstance(at, ast.Call) else file.source.parents.get(node)
        if isinstance(parent, ast.Call):
            call.passed |= passed_objects(file, parent)
        return
    through = call_through(file.source, node)
    if through:
        called = use.member(node.attr, on, through, location, not guards.ATTRIBUTE & caught)
        add_call(called.calls, through["shape"], "call", through["consumed"], caught, location, required)


def record_of_expression(file, node):
    if cannot_be_provider(file, node.value) or file.skipped(node):
        return
    if is_self(node.value):
        inner = own_attribute(file, node)
        if inner is not None:
            record_of_class(file, node, inner, "instance" if node.value.id == "self" else "class")
            return
    for cls, on in classes_of(file, node, node.value):
        record_of_class(file, node, cls, on)


def classes_of(file, node, expression):
    """(class, "instance" or "class") for each value that the expression can have where the node stands."""
    kinds, excluded = narrowed(file, node, expression)
    if kinds is not None:
        return [(one, "instance") for one in kinds]
    return [one for one in inferred(file, node, expression) if file.types.identity(one[0]) not in excluded]


def inferred(file, node, expression):
    """A name that is bound once has the same values wherever it stands in its scope."""
    root = root_of(expression)
    scope = file.bindings.scope_of(node)
    name = root.id if isinstance(root, ast.Name) else ""
    once = name and len(file.bindings.scopes[scope].values.get(name, [])) <= 1
    key = (scope, ast.unparse(expression)) if once else (expression,)
    if key not in file.cache:
        values = file.types.of_expression(file.source, expression)
        file.cache[key] = [one for one in (file.types.class_of(value) for value in values) if one]
        if not values and from_provider(file, expression):
            file.missing(node, ast.unparse(node), "unknown-type")
    return file.cache[key]


def record_of_class(file, node, cls, on, at=None, role=None):
    """A member of a provider's class, or of a class of the consumer that inherits it."""
    found = provider_base(file.types, file.classes, cls, node.attr)
    if found is None:
        return
    role = role or role_of(file.source, node)
    use = use_of_class(file, found, node.value, at or node)
    if on == "class" and file.types.is_enum(found):
        record_of_enum(file, use, node, found, role)
        return
    record_member(file, use, node, on, role, at)


def use_of_class(file, cls, expression, node):
    """The use of a class by which it is imported, or through which the consumer comes by the object."""
    use = file.uses.of(file.classes.key(cls, file.source))
    if not use.imported:
        use.reached_by |= reached_by(file, expression)
        use.found(file.location(node), False)
    return use


def record_of_enum(file, use, node, cls, role):
    """jedi gives the class for a member of an enum: its attributes are a member's own."""
    if role["kind"] != "read" or node.attr in ("value", "name") or node.attr.startswith("_"):
        return
    used = value_used(file, node, file.types.has_plain_value(cls))
    use.enum_member(node.attr, None, file.location(node), not guards.ATTRIBUTE & file.caught(node), used)


def record_held_call(file, call):
    """`send(1)` after `send = bus.send`: the call of a bound method that a variable holds."""
    held = file.bindings.held_value(call.func) if not file.bindings.resolve(call.func) else None
    if not isinstance(held, ast.Attribute) or file.skipped(call) or cannot_be_provider(file, held.value):
        return
    role = role_of(file.source, call.func)
    target = file.bindings.resolve(held.value)
    if target and target[0] == "name":
        kind = file.types.kind(target[1], target[2])
        on = "class" if kind in ("class", "enum") else "object"
        record_member(file, file.uses.of(target[1:]), held, on, role, at=call)
    elif target is None:
        for cls, on in classes_of(file, held, held.value):
            record_of_class(file, held, cls, on, at=call, role=role)


def own_attribute(file, node):
    """`self.name` in a class of the consumer: the class, when it may inherit the name from the provider."""
    owner = enclosing_class(file.source, node)
    if owner is None:
        return None
    value = file.classes.value(file.source, owner)
    return value if value is not None and file.classes.derives(value) else None


def cannot_be_provider(file, expression):
    """A constant, a module or name of another distribution, an object of a class that derives from nothing of the provider."""
    root = root_of(expression)
    if isinstance(root, LITERALS):
        return True
    if not isinstance(root, ast.Name):
        return False
    if is_self(root) and expression is root:
        return own_attribute(file, root) is None
    for scope_node in file.bindings.outer_scopes(root):
        scope = file.bindings.scopes[scope_node]
        if root.id in scope.imports:
            return not any(may_lead_to_provider(file, module, name) for _, module, name in scope.imports[root.id])
        if root.id in scope.bound:
            return False
    return not any(scope.stars for scope in file.bindings.scopes.values())


def may_lead_to_provider(file, module, name):
    return module in file.program.by_module or f"{module}.{name}" in file.program.by_module or file.program.is_provider(module)


def from_provider(file, expression):
    """The expression begins with a name of the provider."""
    while isinstance(expression, (ast.Call, ast.Attribute, ast.Await, ast.Subscript)):
        target = file.bindings.resolve(expression)
        if target and target[0] in ("name", "module"):
            return True
        expression = getattr(expression, "func", None) or expression.value
    target = file.bindings.resolve(expression)
    return bool(target) and target[0] in ("name", "module")
