"""All files of the consumer, and what can be resolved without types: the provider's modules, and how its names are imported."""

import ast
import os
from collections import Counter

from bindings import Bindings
from stars import star_gives


class Program:
    def __init__(self, sources, provider_packages, site, types):
        self.by_module = {one.module: one for one in sources}
        self.packages = tuple(provider_packages)
        self.site = site
        self.types = types
        self.bindings = {}
        self.relevant = []
        self.modules = set()
        #: How often an attribute of this name is assigned, to anything.
        self.assigned = Counter()
        #: Names of classes that are one of several bases.
        self.mixed = set()

    def is_provider(self, module):
        return any(module == one or module.startswith(f"{one}.") for one in self.packages)

    def is_import_of_provider(self, module, name):
        """`from module import name`; the module may be a namespace package, which has modules of several distributions."""
        return self.is_provider(module) or (name is not None and self.is_provider(f"{module}.{name}"))

    def is_namespace(self, module):
        """Whether it contains packages of the provider, but is not one itself."""
        return any(one.startswith(f"{module}.") for one in self.packages)

    def absolute(self, source, node):
        """The dotted name of the module that `from … import` names."""
        if not node.level:
            return node.module or ""
        base = source.module.split(".")
        keep = len(base) - node.level + (1 if source.is_package else 0)
        return ".".join([*base[: max(0, keep)], *([node.module] if node.module else [])])

    def find_relevant(self):
        """Files that import the provider, directly or through other files of the consumer. Call this once."""
        mentions = [name.rpartition(".")[2].encode() for name in self.packages]
        waiting = [one for one in self.by_module.values() if any(name in one.data for name in mentions)]
        found = {}
        for source in waiting:
            if source.parse():
                found[source.module] = source
                self.bindings[source.module] = Bindings(source, self)
        used = {module for module in found if self.imports_provider(module)}
        direct = set(used)
        self._follow(used)
        # Files that import the provider directly are read first, because the time limit may end the reading.
        self.relevant = sorted((self.by_module[one] for one in used), key=lambda one: (one.module not in direct, one.rel))
        return [one for one in waiting if one.problem]

    def imports_provider(self, module):
        bindings = self.bindings_of(module)
        return any(
            self.is_import_of_provider(name, *imported) or (isinstance(node, ast.Import) and self._names_provider(node))
            for scope in bindings.scopes.values()
            for imports in [*scope.imports.values(), [(*one, None) for one in scope.stars]]
            for (node, name, *imported) in imports
        ) or any(
            isinstance(node, ast.Call) and bindings.imported_by_call(node) for node in ast.walk(self.by_module[module].tree)
        )

    def _names_provider(self, node):
        return any(self.is_provider(alias.name) for alias in node.names)

    def _follow(self, used):
        """Adds the files that import from the files found so far, as long as there are more."""
        new = set(used)
        while new:
            tails = {module.split(".")[-1].encode() for module in new}
            # `from . import name` does not contain the name of the package that it imports from.
            packages = any(self.by_module[module].is_package for module in new)
            added = set()
            for module, source in self.by_module.items():
                mentioned = any(tail in source.data for tail in tails) or (packages and b"from ." in source.data)
                if module in used or not mentioned:
                    continue
                if not source.parse():
                    continue
                bindings = self.bindings_of(module)
                if self._imports_from(bindings, used):
                    added.add(module)
            used |= added
            new = added

    def _imports_from(self, bindings, used):
        for scope in bindings.scopes.values():
            for imports in scope.imports.values():
                for _, module, name in imports:
                    if (module in used or f"{module}.{name}" in used) and self.imported(module, name):
                        return True
            if any(module in used for _, module in scope.stars):
                return True
        return False

    def bindings_of(self, module):
        if module not in self.bindings:
            source = self.by_module[module]
            self.bindings[module] = Bindings(source, self) if source.parse() else None
        return self.bindings[module]

    def imported_modules(self):
        """Modules of the provider that any file imports, which makes them attributes of their packages."""
        if not self.modules:
            for source in self.relevant:
                for node in ast.walk(source.tree):
                    if isinstance(node, ast.Import):
                        self.modules |= {one.name for one in node.names}
                    elif isinstance(node, ast.ImportFrom):
                        module = self.absolute(source, node)
                        self.modules |= {module, *(f"{module}.{one.name}" for one in node.names)}
            self.modules |= {".".join(one.split(".")[:cut]) for one in self.modules for cut in range(1, one.count(".") + 1)}
        return self.modules

    def imported(self, module, name):
        """The target of `import module` (name is None) or `from module import name`."""
        if self.is_provider(module):
            return ("module", module) if name is None else self.attribute(module, name)
        if name is None:
            if self.is_namespace(module):
                return ("namespace", module)
            return ("own", module) if module in self.by_module else None
        submodule = f"{module}.{name}"
        if self.is_provider(submodule):
            return ("module", submodule)
        if self.is_namespace(submodule):
            return ("namespace", submodule)
        if module in self.by_module:
            bindings = self.bindings_of(module)
            found = bindings.exported(name) if bindings else None
            if found:
                return found
        return ("own", submodule) if submodule in self.by_module else None

    def attribute(self, module, name):
        """`module.name` of the provider: a submodule, unless the module gives the name something else."""
        if self.is_module(f"{module}.{name}") and not self.types.is_other_than_module(module, name):
            return ("module", f"{module}.{name}")
        return ("name", module, name)

    def is_module(self, dotted):
        path = os.path.join(self.site, *dotted.split("."))
        return os.path.isdir(path) or any(os.path.isfile(f"{path}{end}") for end in (".py", ".pyi"))

    def star_name(self, module, name):
        """What `from module import *` binds the name to."""
        if self.is_provider(module):
            known = self.types.star_names(module)
            return self.attribute(module, name) if known and name in known else None
        bindings = self.bindings_of(module) if module in self.by_module else None
        return bindings.exported(name) if bindings and star_gives(bindings.source.tree, name) else None

    def exists(self, target):
        if target[0] == "module":
            return self.is_module(target[1])
        return target[0] != "name" or self.types.kind(target[1], target[2]) != "missing"

    def is_class(self, target):
        return target[0] == "class" or (target[0] == "name" and self.types.kind(target[1], target[2]) in ("class", "enum"))

    def is_generic(self, target):
        """A subscript of it is the class: `Base[int]`; a subscript of an enum is a member."""
        return target[0] == "class" or (target[0] == "name" and self.types.kind(target[1], target[2]) == "class")
