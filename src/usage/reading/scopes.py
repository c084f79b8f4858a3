"""The scopes of one file: which names each binds, by import, by assignment or otherwise."""

import ast
from collections import defaultdict


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    """`values` has one entry for each binding of a name: the expression, a class definition, or None where it is not known. `lines` has
    the lines of imports and other bindings."""

    def __init__(self):
        self.bound = set()
        self.imports = defaultdict(list)
        self.values = defaultdict(list)
        self.lines = defaultdict(list)
        self.stars = []
        self.elsewhere = {}

    def bind(self, name, node, value=None):
        self.bound.add(name)
        self.values[name].append(value)
        self.lines[name].append(node.lineno)

    def bind_import(self, name, node, module, imported):
        self.imports[name].append((node, module, imported))
        self.lines[name].append(node.lineno)


class Scopes:
    """The scopes by the node that opens them. `absolute` gives the module that a `from` import names."""

    def __init__(self, source, absolute):
        self.source = source
        self.absolute = absolute
        self.by_node = defaultdict(Scope)
        nodes = list(ast.walk(source.tree))
        for node in nodes:
            self._declare(node)
        for node in nodes:
            self._bind(node)

    def _declare(self, node):
        """`global x` and `nonlocal x`: assignments to x bind it in an outer scope."""
        if not isinstance(node, (ast.Global, ast.Nonlocal)):
            return
        scope = self.of(node)
        outer = self.source.tree if isinstance(node, ast.Global) else self.of(scope)
        for name in node.names:
            self.by_node[scope].elsewhere[name] = outer

    def _scope_for(self, node, name):
        """The scope that an assignment here binds in; a walrus in a comprehension binds outside of it."""
        scope = self.of(node)
        if isinstance(self.source.parents.get(node), ast.NamedExpr):
            while isinstance(scope, COMPREHENSIONS):
                scope = self.of(scope)
        return self.by_node[self.by_node[scope].elsewhere.get(name, scope)]

    def _bind(self, node):
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            self._bind_name(node)
        elif isinstance(node, ast.arg):
            self.by_node[self.of(node)].bind(node.arg, node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self._scope_for(node, node.name).bind(node.name, node, node if isinstance(node, ast.ClassDef) else None)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            self._scope_for(node, node.name).bind(node.name, node)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            self._scope_for(node, node.name).bind(node.name, node)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self._bind_import(node)

    def _bind_name(self, node):
        parent = self.source.parents[node]
        simple = isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and parent.value is not None
        self._scope_for(node, node.id).bind(node.id, node, parent.value if simple else None)

    def _bind_import(self, node):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.split(".")[0]
                module = alias.name if alias.asname else alias.name.split(".")[0]
                self._scope_for(node, name).bind_import(name, node, module, None)
            return
        module = self.absolute(self.source, node)
        for alias in node.names:
            if alias.name == "*":
                self.by_node[self.of(node)].stars.append((node, module))
            else:
                name = alias.asname or alias.name
                self._scope_for(node, name).bind_import(name, node, module, alias.name)

    def of(self, node):
        """The scope in which a node is evaluated; decorators, defaults and annotations of a definition are evaluated outside of it."""
        child, parent = node, self.source.parents.get(node)
        while parent is not None:
            if isinstance(parent, ast.Module) or self._opens(parent, child, node):
                return parent
            child, parent = parent, self.source.parents.get(parent)
        return self.source.tree

    def _opens(self, parent, child, node):
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return child in parent.body or (child is parent.args and isinstance(node, ast.arg))
        if isinstance(parent, ast.Lambda):
            return child is parent.body or isinstance(node, ast.arg)
        if isinstance(parent, ast.ClassDef):
            return child in parent.body
        if isinstance(parent, COMPREHENSIONS):
            return not (child is parent.generators[0] and self._is_first_iterable(node, child))
        return False

    def _is_first_iterable(self, node, generator):
        while node is not generator:
            parent = self.source.parents[node]
            if parent is generator:
                return node is generator.iter
            node = parent
        return False

    def outwards(self, node):
        """The scopes in which a name is looked up; the scope of a class counts only for code directly in its body."""
        scope = self.of(node)
        yield scope
        while not isinstance(scope, ast.Module):
            scope = self.of(scope)
            if not isinstance(scope, ast.ClassDef):
                yield scope


