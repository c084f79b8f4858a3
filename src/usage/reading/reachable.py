"""Files of the consumer that are imported only with some releases of the provider."""

import ast


def find_conditional_modules(program, conditions_of):
    """Modules that are imported only in branches on a version or a feature."""
    conditional_imports = {}
    for source in program.relevant:
        for node, modules in imports_of(program, source):
            if modules and conditions_of(source).runs_only_with_some_releases(node):
                for module in modules:
                    conditional_imports.setdefault(module, set()).add((source.module, node))
    return {module for module, nodes in conditional_imports.items() if not has_other_import(program, module, nodes)}


def imports_of(program, source):
    """
    Yields each import statement of the file with the modules that it imports. Only relevant modules: those of the consumer that import the
    provider, directly or through other modules of the consumer.
    """
    relevant = {one.module for one in program.relevant}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield node, relevant & {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = program.absolute(source, node)
            yield node, relevant & {module, *(f"{module}.{one.name}" for one in node.names)}


def has_other_import(program, module, nodes):
    tail = module.split(".")[-1].encode()
    for source in program.by_module.values():
        # A cheap text search before parsing.
        if tail in source.data and source.module != module and source.parse():
            for node, modules in imports_of(program, source):
                if module in modules and (source.module, node) not in nodes:
                    return True
    return False
