"""Which names of a file stand for names of the provider: by imports (also from other files of the consumer), and by simple assignment.

A target is ("module", "provider.x"), ("name", "provider.x", "Name") or ("class", source, node) for a class of the consumer.
"""

import ast
from collections import defaultdict

import guards

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SCOPES = (*FUNCTIONS, *COMPREHENSIONS, ast.ClassDef, ast.Module)


class Scope:
    def __init__(self):
        self.bound = set()
        self.imports = defaultdict(list)
        self.values = defaultdict(list)
        self.stars = []


class Bindings:
    """The scopes of one file."""

    def __init__(self, source, program):
        self.source = source
        self.program = program
        self.scopes = defaultdict(Scope)
        self.resolving = set()
        for node in ast.walk(source.tree):
            self._bind(node)

    def _bind(self, node):
        scope = self.scopes[self.scope_of(node)]
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            scope.bound.add(node.id)
            parent = self.source.parents[node]
            simple = isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and parent.value is not None
            scope.values[node.id].append(parent.value if simple else None)
        elif isinstance(node, ast.arg):
            scope.bound.add(node.arg)
            scope.values[node.arg].append(None)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            outer = self.scopes[self.scope_of(node)]
            outer.bound.add(node.name)
            outer.values[node.name].append(node if isinstance(node, ast.ClassDef) else None)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            scope.bound.add(node.name)
            scope.values[node.name].append(None)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self._bind_import(scope, node)

    def _bind_import(self, scope, node):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.split(".")[0]
                module = alias.name if alias.asname else alias.name.split(".")[0]
                scope.imports[name].append((node, module, None))
            return
        module = self.program.absolute(self.source, node)
        for alias in node.names:
            if alias.name == "*":
                scope.stars.append((node, module))
            else:
                scope.imports[alias.asname or alias.name].append((node, module, alias.name))

    def scope_of(self, node):
        """The scope in which a node is evaluated; a definition's own decorators, defaults and annotations belong outside."""
        child, parent = node, self.source.parents.get(node)
        while parent is not None:
            if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if child in parent.body or (child is parent.args and isinstance(node, ast.arg)):
                    return parent
            elif isinstance(parent, ast.Lambda):
                if child is parent.body or isinstance(node, ast.arg):
                    return parent
            elif isinstance(parent, ast.ClassDef):
                if child in parent.body:
                    return parent
            elif isinstance(parent, COMPREHENSIONS):
                if not (parent.generators and child is parent.generators[0] and self._is_first_iterable(node, child)):
                    return parent
            elif isinstance(parent, ast.Module):
                return parent
            child, parent = parent, self.source.parents.get(parent)
        return self.source.tree

    def _is_first_iterable(self, node, generator):
        while node is not generator:
            parent = self.source.parents[node]
            if parent is generator:
                return node is generator.iter
            node = parent
        return False

    def outer_scopes(self, node):
        scope = self.scope_of(node)
        yield scope
        while not isinstance(scope, ast.Module):
            scope = self.scope_of(scope)
            if not isinstance(scope, ast.ClassDef):
                yield scope

    def resolve(self, node):
        """The target of an expression that is a name or a dotted name, else None."""
        if isinstance(node, ast.Name):
            return self.resolve_name(node.id, node)
        if isinstance(node, ast.Attribute):
            base = self.resolve(node.value)
            if base and base[0] == "module":
                return self.program.attribute(base[1], node.attr)
        if isinstance(node, ast.Subscript):
            base = self.resolve(node.value)
            return base if base and base[0] in ("name", "class") and self.program.is_class(base) else None
        if isinstance(node, ast.Call):
            return self._imported_by_call(node)
        return None

    def _imported_by_call(self, call):
        """`importlib.import_module("provider.x")`"""
        if guards.last_name(call.func) not in ("import_module", "__import__") or not call.args:
            return None
        first = call.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and self.program.is_provider(first.value):
            name = first.value if guards.last_name(call.func) == "import_module" else first.value.split(".")[0]
            return ("module", name)
        return None

    def resolve_name(self, name, node):
        for scope_node in self.outer_scopes(node):
            scope = self.scopes[scope_node]
            if name in scope.imports:
                found = self._best(scope.imports[name])
                if found:
                    return found
                return None
            if name in scope.bound:
                return self._assigned(scope_node, scope, name)
            for _, module in scope.stars:
                found = self.program.star_name(module, name)
                if found:
                    return found
        return None

    def by_star(self, node):
        """No import names it: `from … import *` brings it."""
        scopes = [self.scopes[one] for one in self.outer_scopes(node)]
        return isinstance(node, ast.Name) and not any(node.id in one.imports or node.id in one.bound for one in scopes)

    def _best(self, imports):
        """Of several imports of one name the first that the release of extraction has."""
        targets = [self.program.imported(module, name) for _, module, name in imports]
        targets = [one for one in targets if one]
        return next((one for one in targets if self.program.exists(one)), targets[0] if targets else None)

    def _assigned(self, scope_node, scope, name):
        values = [one for one in scope.values[name] if not isinstance(one, ast.Constant)]
        if len(values) != 1 or values[0] is None or (scope_node, name) in self.resolving:
            return None
        if isinstance(values[0], ast.ClassDef):
            return ("class", self.source, values[0])
        self.resolving.add((scope_node, name))
        try:
            return self.resolve(values[0])
        finally:
            self.resolving.discard((scope_node, name))

    def exported(self, name):
        """What another file of the consumer gets that imports this name from here."""
        if (self.source.tree, name) in self.resolving:
            return None
        self.resolving.add((self.source.tree, name))
        try:
            scope = self.scopes[self.source.tree]
            if name in scope.imports:
                return self._best(scope.imports[name])
            if name in scope.bound:
                self.resolving.discard((self.source.tree, name))
                return self._assigned(self.source.tree, scope, name)
            for _, module in scope.stars:
                found = self.program.star_name(module, name)
                if found:
                    return found
            return None
        finally:
            self.resolving.discard((self.source.tree, name))
