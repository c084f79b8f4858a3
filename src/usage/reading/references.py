"""Expressions that name something of the provider: `Name`, `provider.Name`, and how they are used."""

import ast

import guards
from certain import NAMED
from enum_uses import value_used
from passed import passed_objects
from results_taken import taken_of
from roles import call_through, role_of
from trees import constant_text, last_name
from uses import NOTHING, add_call

#: Attributes that every module has; they are no uses.
MODULE_ATTRIBUTES = ("__file__", "__name__", "__doc__", "__path__", "__spec__", "__dict__", "__package__", "__loader__")


def record_reference(file, node, target, by_import):
    """Records a use of a name of the provider. `by_import`: its import statement has been recorded as a use already."""
    _, module, name = target
    if name in MODULE_ATTRIBUTES or file.skipped(node):
        return
    use = file.uses.of((module, name))
    use.imported = True
    only_for_types = file.only_for_types(node)
    caught = file.caught(node)
    if not by_import:
        use.access.add("attribute")
        use.add_location(file.location(node), not only_for_types and not (guards.ATTRIBUTE & caught))
    elif file.bindings.comes_by_star(node):
        use.access.add("star")
        use.add_location(file.location(node), not only_for_types and "NameError" not in caught)
    elif not use.locations:
        # No import statement of the name has a location yet: it may be in a file that is read later.
        use.add_location(file.location(node), False)
    if not only_for_types:
        record_roles(file, node, use, target, caught)


def record_roles(file, node, use, target, caught):
    subscripted = generic(file, node)
    parent = file.source.parents.get(subscripted)
    role = role_of(file.source, subscripted)
    if role["kind"] == "call":
        record_call(file, use, target, parent, role, caught, node)
    indirect_call = call_through(file.source, subscripted)
    if indirect_call:
        required = not guards.ARGUMENTS & caught
        shape, consumed = indirect_call["shape"], indirect_call["consumed"]
        add_call(use.calls, shape, "call", consumed, caught, file.location(node), required).add_certain(NAMED)
    record_type_checks(file, subscripted, use)
    if subscripted is not node and not file.is_enum(target):
        # A class that is subscripted must support [].
        use.add_member("__class_getitem__", "class", {"kind": "read", "consumed": "value"}, file.location(node), True)
    elif isinstance(parent, ast.Subscript) and parent.value is node and file.is_enum(target):
        record_enum_subscript(file, parent, use, target, caught)


def generic(file, node):
    """`Base[int]` for `Base`, where that is a class."""
    parent = file.source.parents.get(node)
    if isinstance(parent, ast.Subscript) and parent.value is node and file.bindings.resolve(parent):
        return parent
    return node


def record_call(file, use, target, parent, role, caught, node):
    location = file.location(node)
    if file.is_enum(target):
        first = parent.args[0] if isinstance(parent, ast.Call) and len(parent.args) == 1 else None
        if isinstance(first, ast.Constant) and isinstance(first.value, (str, int)):
            use.add_enum_member(None, first.value, location, "ValueError" not in caught)
        return
    required = not guards.ARGUMENTS & caught
    taken = taken_of(file, parent) if isinstance(parent, ast.Call) else NOTHING
    record = add_call(use.calls, role["shape"], "call", role["consumed"], caught, location, required, taken)
    record.add_certain(NAMED)
    if isinstance(parent, ast.Call):
        record.passed |= passed_objects(file, parent)


def record_enum_subscript(file, subscript, use, target, caught):
    name = constant_text(subscript.slice)
    if name is not None:
        used = value_used(file, subscript, file.has_plain_value(target))
        use.add_enum_member(name, None, file.location(subscript), not {"KeyError", "LookupError"} & caught, used)


def record_type_checks(file, node, use):
    """`except Name`, `isinstance(x, Name)`, also in a tuple."""
    parent = file.source.parents.get(node)
    holder = file.source.parents.get(parent) if isinstance(parent, ast.Tuple) else parent
    if isinstance(holder, ast.ExceptHandler):
        use.add_type_check("caught", file.location(holder), True)
    if in_isinstance(file, node):
        use.add_type_check("isinstance", file.location(node), not guards.ARGUMENTS & file.caught(node))


def in_isinstance(file, node):
    parent = file.source.parents.get(node)
    while isinstance(parent, (ast.Tuple, ast.BinOp)):
        node, parent = parent, file.source.parents.get(parent)
    names = ("isinstance", "issubclass")
    return isinstance(parent, ast.Call) and last_name(parent.func) in names and parent.args[1:2] == [node]
