"""Classes of the consumer that derive from the provider's: what they define, `super()`, and the constructor they inherit."""

import ast

import certain
import guards
import shapes
from bases import provider_base
from constructors import provider_constructor
from instance_members import record_of_class, use_of_class
from references import generic
from roles import call_through
from trees import enclosing_class, is_self, last_name
from uses import add_call


def record_class(file, node):
    value = file.classes.value(file.source, node) if node.bases else None
    if value is None or file.skipped(node) or guards.only_for_types(file.source, node):
        return
    for found, derived in file.classes.derived(value, node, file.source):
        file.uses.of(file.classes.key(found, file.source)).derived.setdefault(derived["class"], derived)


def record_own_class(file, node, target):
    """An instance of a class of the consumer whose constructor is the provider's: `Mine(…)`, `partial(Mine, …)`."""
    expression = generic(file, node)
    parent = file.source.parents.get(expression)
    value = file.classes.value(target[1], target[2])
    if value is None or file.skipped(node):
        return
    through = call_through(file.source, expression)
    if through:
        record_construction(file, parent, value, through["shape"], target)
    elif isinstance(parent, ast.Call) and parent.func is expression:
        record_construction(file, parent, value, shapes.call_shape(parent), target)


def record_construction(file, call, cls, shape, target=None):
    """`target`: the class of the consumer, where the call names it."""
    found = provider_constructor(file, cls, shape)
    if found:
        is_certain = target is not None and certain.derives_alone(file, target, found[0])
        add_class_call(file, call, *found, "subclass", certain.MADE if is_certain else None)


def add_class_call(file, call, cls, shape, kind, certainty=None):
    caught = file.caught(call)
    use = use_of_class(file, cls, call.func, call)
    consumed = shapes.consumption(file.source, call)
    record = add_call(use.calls, shape, kind, consumed, caught, file.location(call), not guards.ARGUMENTS & caught)
    record.add_certain(certainty)


def record_inferred_class(file, call):
    """`cls(…)`, `self.event(…)`, `kinds[name](…)`: the called class is found by type inference only."""
    function = call.func
    if isinstance(function, ast.Name) and function.id != "cls":
        return
    if isinstance(function, ast.Attribute) and not is_self(function.value):
        return
    if not isinstance(function, (ast.Name, ast.Attribute, ast.Subscript)) or file.bindings.resolve(function) or file.skipped(call):
        return
    for value in file.types.of_expression(file.source, function):
        if value.is_class() and not file.types.is_enum(value):
            if file.classes.is_provider(value):
                add_class_call(file, call, value, shapes.call_shape(call), "call")
            else:
                record_construction(file, call, value, shapes.call_shape(call))


def record_of_own_class(file, node, base):
    """`Mine.attribute`, which may be inherited."""
    value = file.classes.value(base[1], base[2])
    if value is not None and not file.skipped(node):
        record_of_class(file, node, value, "class", target=base)


def record_super(file, node):
    """`super().method(…)`"""
    owner = enclosing_class(file.source, node)
    value = owner and file.classes.value(file.source, owner)
    if value is None or file.skipped(node) or not file.classes.first_base_is_provider(value):
        return
    found = provider_base(file.types, file.classes, value, node.func.attr, skip_first=True)
    if found is None or file.classes.is_patched(value, node.func.attr):
        return
    caught = file.caught(node)
    use = file.uses.of(file.classes.key(found, file.source))
    location, required = file.location(node), not guards.ARGUMENTS & caught
    consumed = shapes.consumption(file.source, node)
    certainty = of_super(file, owner, found)
    calls = use.calls
    if node.func.attr != "__init__":
        role = {"kind": "call", "consumed": consumed}
        member = use.add_member(node.func.attr, "instance", role, location, not guards.ATTRIBUTE & caught)
        member.add_certain(certainty if not certain.is_assigned(file, node.func) else None)
        calls = member.calls
    add_call(calls, shapes.call_shape(node), "super", consumed, caught, location, required).add_certain(certainty)


def of_super(file, owner, found):
    alone = certain.is_alone(file, owner) and certain.derives_alone(file, ("class", file.source, owner), found)
    return certain.MADE if alone else None


def is_super_call(node):
    function = node.func
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Call) and last_name(function.value.func) == "super"


def record_pattern(file, node):
    """`case Name(x, attribute=y)`"""
    target = file.bindings.resolve(node.cls)
    if not target or target[0] != "name" or file.skipped(node):
        return
    use = file.uses.of(target[1:])
    location = file.location(node)
    use.add_type_check("isinstance", location, True)
    for name in node.kwd_attrs:
        use.add_member(name, "instance", {"kind": "read", "consumed": "value"}, location, True)
    if node.patterns:
        shape = {"positional": len(node.patterns), "keywords": [], "star": False, "doubleStar": False}
        add_call(use.calls, shape, "pattern", "value", set(), location, True)
