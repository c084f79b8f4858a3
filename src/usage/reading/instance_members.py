"""Attributes of objects whose class is the provider's, or inherits from it: `event.level`, `self.bus.subscribe(…)`."""

import ast

import certain
import guards
from bases import provider_base
from enum_uses import value_used
from inference import cannot_be_provider, classes_with, own_attribute
from passed import passed_objects
from reached import reached_by
from results_taken import taken_of
from roles import call_through, role_of
from trees import is_self
from uses import NOTHING, add_call

#: Every class or object has them.
OBJECT_ATTRIBUTES = ("__name__", "__class__", "__doc__", "__dict__", "__module__", "__qualname__")


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
        use.add_enum_member(node.attr, None, file.location(node), not guards.ATTRIBUTE & caught, used)
    elif not any(file.classes.is_patched(one, node.attr) for one in file.types.values_of(module, name) if one.is_class()):
        on = "class" if kind in ("class", "enum") else "object"
        record_member(file, use, node, on, role, certainty=of_named(file, node, kind))


def of_named(file, node, kind):
    """An object that is no class may get attributes while a program runs."""
    absence = certain.NAMED if kind == "class" and not certain.is_assigned(file, node) else None
    return absence, certain.NAMED if kind in ("class", "function", "object") else None


def record_member(file, use, node, on, role, at=None, certainty=(None, None)):
    """`at`: where it is called, when it was held in a variable. `certainty`: of the attribute and of its calls, see certain.py."""
    at = at or node
    if node.attr in OBJECT_ATTRIBUTES:
        return
    caught = file.caught(at)
    location = file.location(at)
    record = use.add_member(node.attr, on, role, location, not guards.ATTRIBUTE & caught)
    record.add_certain(certainty[0])
    required = not guards.ARGUMENTS & caught
    if role["kind"] == "call":
        parent = at if isinstance(at, ast.Call) else file.source.parents.get(node)
        taken = taken_of(file, parent) if isinstance(parent, ast.Call) else NOTHING
        call = add_call(record.calls, role["shape"], "call", role["consumed"], caught, location, required, taken)
        call.add_certain(certainty[1])
        if isinstance(parent, ast.Call):
            call.passed |= passed_objects(file, parent)
        return
    through = call_through(file.source, node)
    if through:
        called = use.add_member(node.attr, on, through, location, not guards.ATTRIBUTE & caught)
        call = add_call(called.calls, through["shape"], "call", through["consumed"], caught, location, required)
        call.add_certain(certainty[1])


def record_of_expression(file, node):
    if cannot_be_provider(file, node.value) or file.skipped(node):
        return
    if is_self(node.value):
        inner = own_attribute(file, node)
        if inner is not None:
            record_of_class(file, node, inner, "instance" if node.value.id == "self" else "class")
            return
    for cls, on in classes_with(file, node, node.value, node.attr):
        record_of_class(file, node, cls, on)


def record_of_class(file, node, cls, on, at=None, role=None, target=None):
    """A member of a provider's class, or of a class of the consumer that inherits it, which `target` is for `Mine.attribute`."""
    found = provider_base(file.types, file.classes, cls, node.attr)
    if found is None or file.classes.is_patched(cls, node.attr):
        return
    role = role or role_of(file.source, node)
    use = use_of_class(file, found, node.value, at or node)
    if on == "class" and file.types.is_enum(found):
        record_of_enum(file, use, node, found, role)
        return
    record_member(file, use, node, on, role, at, certainty_of(file, node, found, on, target))


def certainty_of(file, node, found, on, target):
    if target is not None:
        return certain.of_class(file, node, target, found)
    return certain.of_instance(file, node, node.value, found) if on == "instance" else (None, None)


def use_of_class(file, cls, expression, node):
    """The use of a class by which it is imported, or through which the consumer obtains the object."""
    use = file.uses.of(file.classes.key(cls, file.source))
    if not use.imported:
        use.reached_by |= reached_by(file, expression)
        use.add_location(file.location(node), False)
    return use


def record_of_enum(file, use, node, cls, role):
    """For a member of an enum jedi infers the enum itself, so `value` and `name` are attributes of the member."""
    if role["kind"] != "read" or node.attr in ("value", "name") or node.attr.startswith("_"):
        return
    used = value_used(file, node, file.types.has_plain_value(cls))
    use.add_enum_member(node.attr, None, file.location(node), not guards.ATTRIBUTE & file.caught(node), used)


def record_held_call(file, call):
    """`send(1)` after `send = bus.send`: the call of a bound method that a variable holds."""
    held = file.bindings.assigned_value(call.func) if not file.bindings.resolve(call.func) else None
    if not isinstance(held, ast.Attribute) or file.skipped(call) or cannot_be_provider(file, held.value):
        return
    role = role_of(file.source, call.func)
    target = file.bindings.resolve(held.value)
    if target and target[0] == "name":
        kind = file.types.kind(target[1], target[2])
        on = "class" if kind in ("class", "enum") else "object"
        record_member(file, file.uses.of(target[1:]), held, on, role, call, of_named(file, held, kind))
    elif target is None:
        for cls, on in classes_with(file, held, held.value, held.attr):
            record_of_class(file, held, cls, on, at=call, role=role)
