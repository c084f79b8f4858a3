"""Imports of the provider, by statement and by `importlib.import_module`."""

import ast

import guards
from trees import constant_text, last_name


def record_import(file, node):
    for alias in node.names:
        module = alias.name if isinstance(node, ast.Import) else file.program.absolute(file.source, node)
        name = None if isinstance(node, ast.Import) else alias.name
        if file.program.is_import_of_provider(module, name):
            record_name(file, node, module, name)


def record_name(file, node, module, name):
    caught = file.caught(node)
    attempt = guards.attempt_before(file.source, node, lambda one: is_provider_import(file, one))
    never = guards.only_for_types(file.source, node) or file.skipped(node) or attempt is not None
    if name == "*":
        if file.types.star_names(module) is None:
            file.missing(node, f"from {module} import *", "star-import")
        name = None
    use = file.uses.of((module, name))
    use.imported = use.by_statement = True
    if attempt is not None and not file.skipped(node) and not guards.IMPORT_NAME & caught:
        record_fallback(file, use, (module, name), names_of_imports(file, attempt.body))
    guarded = bool((guards.IMPORT_NAME if name else guards.IMPORT_MODULE) & caught)
    use.guarded |= not never and guarded
    use.module_required |= not never and not (guards.IMPORT_MODULE & caught)
    use.add_location(file.location(node), not never and not guarded)


def record_fallback(file, use, fallback, tried):
    """Records that the consumer imports the name only if importing the alternatives before it failed."""
    for first in tried:
        use.instead_of.add(first)
        if "*" not in first:
            file.uses.of(first).fallbacks.add(fallback)


def names_of_imports(file, statements):
    """(module, name) of the provider's names that statements import."""
    for node in (inner for one in statements for inner in ast.walk(one) if is_provider_import(file, inner)):
        for alias in node.names:
            if isinstance(node, ast.Import):
                yield alias.name, None
            elif file.program.is_import_of_provider(file.program.absolute(file.source, node), alias.name):
                yield file.program.absolute(file.source, node), alias.name


def is_provider_import(file, node):
    if isinstance(node, ast.Import):
        return any(file.program.is_provider(alias.name) for alias in node.names)
    return isinstance(node, ast.ImportFrom) and any(
        file.program.is_import_of_provider(file.program.absolute(file.source, node), alias.name) for alias in node.names
    )


def record_import_call(file, node):
    """`importlib.import_module("provider.x")`; a name that is computed is unresolved."""
    target = file.bindings.imported_by_call(node)
    if target and not file.skipped(node):
        use = file.uses.of((target[1], None))
        use.imported = True
        required = not guards.IMPORT_MODULE & file.caught(node)
        use.module_required |= required
        use.add_location(file.location(node), required)
    elif last_name(node.func) in ("import_module", "__import__") and node.args and begins_with_provider(file, node.args[0]):
        file.missing(node, ast.unparse(node), "dynamic-name")


def begins_with_provider(file, name):
    """A computed string that begins with the provider's name: `f"provider.{name}"`."""
    if constant_text(name) is not None:
        return False
    while isinstance(name, ast.BinOp):
        name = name.left
    if isinstance(name, ast.Call) and isinstance(name.func, ast.Attribute):
        name = name.func.value
    first = name.values[0] if isinstance(name, ast.JoinedStr) and name.values else name
    text = constant_text(first)
    return text is not None and file.program.is_provider(text.split("{")[0].rstrip("."))
