"""Classes of the consumer that derive from classes of the provider, and the names by which the consumer imports those."""

import ast
import os

from bases import is_builtin
from shapes import ClassShape


class Classes:
    def __init__(self, program, types):
        self.program = program
        self.types = types
        self.shapes = {}
        self.values = {}
        self.by_path = {os.path.realpath(one.path): one for one in program.by_module.values()}
        self.roots = [os.path.join(types.site, *name.split(".")) for name in program.packages]
        self.names = {}
        self.passed = {}
        self.patched = set()

    def add_name(self, module, name, rel):
        """The consumer imports a class by this name, in this file."""
        for value in self.types.values_of(module, name):
            if value.is_class():
                self.names.setdefault(self.types.identity(value), set()).add((rel, module, name))

    def add_patch(self, module, name, attribute):
        """The consumer assigns an attribute to a class of the provider: the class has it with every release."""
        for value in self.types.values_of(module, name):
            if value.is_class():
                self.patched.add((self.types.identity(value), attribute))

    def is_patched(self, cls, attribute):
        return bool(self.patched) and any((self.types.identity(one), attribute) in self.patched for one in self.types.bases(cls))

    def is_provider(self, cls):
        identity = self.types.identity(cls)
        return identity is not None and any(
            identity[0] == f"{root}.py" or identity[0].startswith(root + os.sep) for root in self.roots
        )

    def key(self, cls, source):
        """(module, name) as this file imports it, else as another does, else where it is defined."""
        identity = self.types.identity(cls)
        known = self.names.get(identity, ())
        here = sorted(one[1:] for one in known if one[0] == source.rel)
        if known:
            return here[0] if here else sorted(one[1:] for one in known)[0]
        relative = os.path.relpath(identity[0], self.types.site)
        parts = os.path.splitext(relative)[0].split(os.sep)
        return (".".join(parts[:-1] if parts[-1] == "__init__" else parts), identity[1])

    def value(self, source, node):
        if (source.path, node) not in self.values:
            self.values[source.path, node] = self.types.class_value(source, node)
        return self.values[source.path, node]

    def shape(self, cls):
        """The members that a class of the consumer defines; None for a class of another distribution."""
        identity = self.types.identity(cls)
        if identity not in self.shapes:
            self.shapes[identity] = self._shape(identity)
        return self.shapes[identity]

    def _shape(self, identity):
        source = self.by_path.get(identity[0]) if identity else None
        if source is None or not source.parse():
            return None
        body, found = source.tree, None
        for name in identity[1].split("."):
            found = next((one for one in ast.walk(body) if isinstance(one, ast.ClassDef) and one.name == name), None)
            if found is None:
                return None
            body = found
        return ClassShape(found)

    def derives(self, cls):
        return any(self.is_provider(one) for one in self.types.bases(cls))

    def first_base_is_provider(self, cls):
        """Whether the class after the consumer's own classes in the MRO is the provider's, so that the target of `super()` is known."""
        for one in self.types.bases(cls):
            if self.shape(one) is None:
                return self.is_provider(one)
        return False

    def derived(self, cls, node, source):
        """(class of the provider, members that the consumer's class defines) for the first provider class on each path of inheritance."""
        own, found, covered = [], [], set()
        for one in self.types.bases(cls):
            if self.is_provider(one):
                if self.types.identity(one) not in covered:
                    found.append(one)
                    covered |= {self.types.identity(base) for base in self.types.bases(one)}
            elif self.shape(one) is not None:
                own.append(self.shape(one))
        foreign = any(
            not self.is_provider(one) and self.shape(one) is None and not is_builtin(self.types, one)
            for one in self.types.bases(cls)
            if not any(
                self.types.identity(one) == self.types.identity(base) for base_of in found for base in self.types.bases(base_of)
            )
        )
        others = [self.types.bases(one) for one in found]
        for base in found:
            yield base, self._derived_json(own, node, source, foreign or len(others) > 1)

    def _derived_json(self, own, node, source, incomplete):
        methods, attributes = {}, set()
        for shape in own:
            for name, method in shape.methods.items():
                if name not in attributes:
                    methods.setdefault(name, method)
            attributes |= shape.attributes
        return {
            "class": f"{source.module}.{node.name}",
            "attributes": sorted(attributes),
            # With bases from several distributions it is unknown here which methods are implemented.
            "concrete": not incomplete and not any(shape.abstract for shape in own),
            "methods": [methods[name] for name in sorted(methods)],
            "locations": [source.location(node)],
        }

    def remember(self, classes):
        """Classes whose objects are passed to the provider."""
        self.passed |= {self.types.identity(one): one for one in classes}

    def passed_json(self, identity):
        """What a class of the consumer and its bases define."""
        bases = self.types.bases(self.passed[identity])
        own = [shape for shape in map(self.shape, bases) if shape is not None]
        foreign = any(self.shape(one) is None and not is_builtin(self.types, one) for one in bases)
        source = self.by_path[identity[0]]
        described = self._derived_json(own, own[0].node, source, foreign)
        assigned = {name for shape in own for name in shape.assigned}
        return {**described, "attributes": sorted({*described["attributes"], *assigned})}
