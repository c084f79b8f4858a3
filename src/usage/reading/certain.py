"""What imports and assignments alone say about a class or an object, without inference, whose types may be wrong. A use of these that does
not fit even the release that types are read from fails for certain; any other may be a wrong type.

`NAMED`: the object is named by an import. `MADE`: an instance of it, or a class of the consumer that derives from it and from nothing else.
The judge checks that such a class is made as usual (see judging/findings.py).
"""

import ast

from narrowing import narrowed
from trees import last_name

NAMED, MADE = "named", "made"
#: Bases that change neither the constructor nor the attributes.
PLAIN_BASES = ("Generic", "ABC", "object")
MAX_STEPS = 20


def declared_base(file, target, steps=0):
    """The first name of the provider on a path of single inheritance: ("name", module, name), or None."""
    if target is None or steps > MAX_STEPS:
        return None
    if target[0] == "name":
        return target if file.types.kind(target[1], target[2]) == "class" else None
    if target[0] != "class" or target[2].decorator_list or target[2].keywords:
        return None
    bases = [one for one in target[2].bases if not is_plain(one)]
    if len(bases) != 1:
        return None
    return declared_base(file, file.program.bindings_of(target[1].module).resolve(bases[0]), steps + 1)


def is_plain(base):
    return last_name(base.value if isinstance(base, ast.Subscript) else base) in PLAIN_BASES


def derives_alone(file, target, cls):
    """Whether the class of the provider that was inferred is the one that the declaration names."""
    base = declared_base(file, target)
    return base is not None and any(
        file.types.identity(one) == file.types.identity(cls) for one in file.types.values_of(base[1], base[2]) if one.is_class()
    )


def is_alone(file, node):
    """Whether no class of the consumer mixes this one with another: the target of its `super()` is then always its base."""
    return node.name not in file.program.mixed


def made_from(file, expression, steps=0):
    """The class that makes the object: `Name(…)`, or a variable to which only that is assigned."""
    if steps > MAX_STEPS:
        return None
    if isinstance(expression, ast.Call):
        target = file.bindings.resolve(expression.func)
        return target if target and target[0] in ("name", "class") else None
    if isinstance(expression, ast.Name) or (isinstance(expression, ast.Attribute) and file.program.assigned[expression.attr] == 1):
        value = file.bindings.assigned_value(expression)
        return made_from(file, value, steps + 1) if value is not None else None
    return None


def of_instance(file, node, expression, cls):
    """(certainty of the object's attributes, certainty of its methods): MADE or None for each. An attribute can be set from outside."""
    target = made_from(file, expression)
    if target is None or narrowed(file, node, expression)[0] is not None or not derives_alone(file, target, cls):
        return None, None
    return (MADE if has_no_alias(file, expression) and not is_assigned(file, node) else None), MADE


def of_class(file, node, target, cls):
    """The same for `Mine.attribute`, where Mine is a class of the consumer."""
    if not derives_alone(file, target, cls):
        return None, None
    return (None if is_assigned(file, node) else MADE), MADE


def is_assigned(file, node):
    """Whether the consumer assigns an attribute of this name to anything."""
    return file.program.assigned[node.attr] > 0


def has_no_alias(file, expression):
    """Whether no other code can have set an attribute of the object: its variable is local, and only read for attributes."""
    if isinstance(expression, ast.Call):
        return True
    if not isinstance(expression, ast.Name):
        return False
    scope = next((one for one in file.bindings.outer_scopes(expression) if expression.id in file.bindings.scopes[one].bound), None)
    if scope is None or isinstance(scope, ast.Module):
        return False
    loads = [one for one in ast.walk(scope) if isinstance(one, ast.Name) and one.id == expression.id and isinstance(one.ctx, ast.Load)]
    return all(isinstance(file.source.parents.get(one), ast.Attribute) for one in loads)
