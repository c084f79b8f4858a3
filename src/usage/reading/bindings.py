"""Which names of a file refer to names of the provider: by imports (also from other files of the consumer), and by simple assignment.

A target is one of these:
("module", "provider.x"), a module of the provider;
("name", "provider.x", "Name"), a name of it;
("class", source, node), a class of the consumer;
("own", "consumer.x"), a module of the consumer;
("namespace", "company"), a namespace package that contains the provider's packages.
"""

import ast

from assignments import assigned_to_self, only_value
from scopes import Scopes
from stars import find_star
from trees import constant_text, enclosing_class, is_self, last_name, runs_before

IMPORTING = ("import_module", "__import__")


class Bindings:
    """Resolves the names of one file."""

    def __init__(self, source, program):
        self.source = source
        self.program = program
        self.file_scopes = Scopes(source, program.absolute)
        self.scopes = self.file_scopes.by_node
        self.resolving = set()
        self.attributes = {}

    def scope_of(self, node):
        return self.file_scopes.of(node)

    def outer_scopes(self, node):
        return self.file_scopes.outwards(node)

    def resolve(self, node):
        """The target of an expression that is a name or a dotted name, else None."""
        if isinstance(node, ast.Name):
            return self.resolve_name(node.id, node)
        if isinstance(node, ast.Attribute):
            return self._resolve_attribute(node)
        if isinstance(node, ast.Subscript):
            base = self.resolve(node.value)
            return base if base and base[0] in ("name", "class") and self.program.is_generic(base) else None
        if isinstance(node, ast.Call):
            return self.imported_by_call(node)
        return None

    def _resolve_attribute(self, node):
        base = self.resolve(node.value)
        if base and base[0] == "module":
            return self.program.attribute(base[1], node.attr)
        if base and base[0] in ("own", "namespace"):
            return self.program.imported(base[1], node.attr)
        if base is None and is_self(node.value):
            value = self.value_of_self_attribute(node)
            return self._guarded(value, lambda: self.resolve(value)) if value is not None else None
        return None

    def imported_by_call(self, call):
        """`importlib.import_module("provider.x")`"""
        if last_name(call.func) not in IMPORTING or not call.args:
            return None
        name = constant_text(call.args[0])
        if name is None or not self.program.is_provider(name):
            return None
        return ("module", name if last_name(call.func) == "import_module" else name.split(".")[0])

    def resolve_name(self, name, node):
        for scope_node in self.outer_scopes(node):
            scope = self.scopes[scope_node]
            if name in scope.elsewhere:
                continue
            found = self._by_star(scope, name, node)
            if found:
                return found
            if name in scope.imports:
                return self._best(self._in_effect(scope_node, scope.imports[name], node))
            if name in scope.bound:
                return self._assigned(scope_node, scope, name)
        return None

    def _in_effect(self, scope_node, imports, node):
        """The imports that can bind the name at the node: an import is dropped if a later one always runs before the node."""
        if len(imports) < 2 or self.scope_of(node) is not scope_node:
            return imports
        before = [one[0].lineno for one in imports if runs_before(self.source, one[0], node)]
        return [one for one in imports if not before or one[0].lineno >= max(before)]

    def _by_star(self, scope, name, node=None):
        return find_star(self.source, self.program, scope, name, node) if scope.stars else None

    def comes_by_star(self, node):
        """Whether the name comes from `from … import *`, not from an import that names it."""
        if not isinstance(node, ast.Name):
            return False
        for scope in (self.scopes[one] for one in self.outer_scopes(node)):
            if self._by_star(scope, node.id, node):
                return True
            if node.id in scope.imports or node.id in scope.bound:
                return False
        return True

    def _best(self, imports):
        """If several imports bind one name: the first that exists in the baseline release."""
        targets = [self.program.imported(module, name) for _, module, name in imports]
        targets = [one for one in targets if one]
        return next((one for one in targets if self.program.exists(one)), targets[0] if targets else None)

    def _assigned(self, scope_node, scope, name):
        value = only_value(scope, name)
        if value is None:
            return None
        if isinstance(value, ast.ClassDef):
            return ("class", self.source, value)
        return self._guarded((scope_node, name), lambda: self.resolve(value))

    def _guarded(self, key, resolve):
        """A name that is assigned to itself resolves to nothing."""
        if key in self.resolving:
            return None
        self.resolving.add(key)
        try:
            return resolve()
        finally:
            self.resolving.discard(key)

    def exported(self, name):
        """The target for other files of the consumer that import this name from this file."""
        return self._guarded((self.source.tree, "exported", name), lambda: self._exported(name))

    def _exported(self, name):
        scope = self.scopes[self.source.tree]
        found = self._by_star(scope, name)
        if found:
            return found
        if name in scope.imports:
            return self._best(scope.imports[name])
        return self._assigned(self.source.tree, scope, name) if name in scope.bound else None

    # Values that are assigned to a name and used later

    def assigned_value(self, node):
        """The expression assigned to a name or to `self.name`, if it is assigned exactly once."""
        if isinstance(node, ast.Name):
            for scope_node in self.outer_scopes(node):
                scope = self.scopes[scope_node]
                if node.id in scope.imports or node.id in scope.bound:
                    return only_value(scope, node.id) if node.id not in scope.imports else None
            return None
        return self.value_of_self_attribute(node) if isinstance(node, ast.Attribute) and is_self(node.value) else None

    def value_of_self_attribute(self, node):
        """The value of `self.name = value` in the enclosing class. A class attribute counts only if it is a class: a function would receive `self`."""
        owner = enclosing_class(self.source, node)
        if owner is None:
            return None
        if owner not in self.attributes:
            self.attributes[owner] = assigned_to_self(owner)
        values = self.attributes[owner].get(node.attr, ())
        return values[0] if len(values) == 1 else None
