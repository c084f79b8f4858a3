"""Walks one file of the consumer and records each use of the provider."""

import ast

import guards
from import_uses import record_import, record_import_call
from inference import classes_of
from instance_members import record_held_call, record_of_expression, record_of_name, use_of_class
from operators import record_operator
from own_classes import is_super_call, record_class, record_of_own_class, record_inferred_class, record_own_class, record_pattern, record_super
from references import record_reference
from trees import constant_text
from unpacking import record_unpacking


def collect(file):
    """`file` is a FileContext."""
    for node in ast.walk(file.source.tree):
        record(file, node)


def record(file, node):
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        record_import(file, node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        of_name(file, node)
    elif isinstance(node, ast.Attribute):
        of_attribute(file, node)
    elif isinstance(node, ast.Call):
        of_call(file, node)
    elif isinstance(node, ast.ClassDef):
        record_class(file, node)
    elif isinstance(node, ast.MatchClass):
        record_pattern(file, node)
    elif isinstance(node, (ast.For, ast.comprehension)):
        record_unpacking(file, node)
    record_operator(file, node)


def of_name(file, node):
    target = file.bindings.resolve(node)
    if target is None:
        return
    if target[0] == "name":
        record_reference(file, node, target, by_import=True)
    elif target[0] == "class":
        record_own_class(file, node, target)


def of_attribute(file, node):
    base = file.bindings.resolve(node.value)
    if base is None:
        record_of_expression(file, node)
        held = file.bindings.resolve(node) if isinstance(node.ctx, ast.Load) else None
        if held and held[0] == "name":
            record_reference(file, node, held, by_import=True)
    elif base[0] == "module":
        of_module(file, node, base[1])
    elif base[0] == "name":
        record_of_name(file, node, base)
    elif base[0] == "class":
        record_of_own_class(file, node, base)
    elif base[0] == "own" and isinstance(node.ctx, ast.Load):
        of_own_module(file, node)


def of_own_module(file, node):
    """`compat.Name`, where compat is a module of the consumer."""
    target = file.bindings.resolve(node)
    if target and target[0] == "name":
        record_reference(file, node, target, by_import=True)
    elif target and target[0] == "class":
        record_own_class(file, node, target)


def of_module(file, node, module):
    target = file.program.attribute(module, node.attr)
    if target[0] == "module":
        if target[1] not in file.program.imported_modules():
            record_reference(file, node, ("name", module, node.attr), by_import=False)
            if (module, node.attr) in file.uses.uses:
                file.uses.of((module, node.attr)).access.add("submodule")
    elif isinstance(node.ctx, ast.Load):
        record_reference(file, node, target, by_import=False)


def of_call(file, node):
    if isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) >= 2:
        of_getattr(file, node)
    if is_super_call(node):
        record_super(file, node)
    record_import_call(file, node)
    record_held_call(file, node)
    record_inferred_class(file, node)


def of_getattr(file, node):
    """`getattr(x, "name")` needs the attribute; with a default it does not."""
    target = file.bindings.resolve(node.args[0])
    if len(node.args) > 2 or file.skipped(node) or (target and target[0] not in ("name", "module")):
        return
    name = constant_text(node.args[1])
    if name is None:
        if target:
            file.missing(node, ast.unparse(node), "dynamic-name")
        return
    required = not guards.ATTRIBUTE & file.caught(node)
    if target is None:
        getattr_of_object(file, node, name, required)
    elif target[0] == "module":
        use = file.uses.of((target[1], name))
        use.imported = True
        use.add_location(file.location(node), required)
    else:
        on = "class" if file.program.is_class(target) else "object"
        file.uses.of(target[1:]).add_member(name, on, {"kind": "read", "consumed": "value"}, file.location(node), required)


def getattr_of_object(file, node, name, required):
    if not isinstance(node.args[0], (ast.Name, ast.Attribute)):
        return
    for cls, on in classes_of(file, node, node.args[0]):
        if file.classes.is_provider(cls) and not file.types.is_enum(cls):
            use = use_of_class(file, cls, node.args[0], node)
            use.add_member(name, on, {"kind": "read", "consumed": "value"}, file.location(node), required)
