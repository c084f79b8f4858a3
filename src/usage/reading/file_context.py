"""One file of the consumer while it is walked: its names, types, guards, and the uses found so far."""

import ast

import guards
from trees import ancestors


class FileContext:
    def __init__(self, source, program, types, classes, uses, conditions, conditional=False):
        """`conditional`: the file is imported with some releases of the provider only."""
        self.source = source
        self.program = program
        self.bindings = program.bindings_of(source.module)
        self.types = types
        self.classes = classes
        self.uses = uses
        self.conditions = conditions
        self.conditional = conditional
        self.cache = {}

    def location(self, node):
        return self.source.location(node)

    def caught(self, node):
        return guards.caught_around(self.source, node)

    def skipped(self, node):
        return self.conditional or self.conditions.runs_only_with_some_releases(node) or self._is_second_attempt(node)

    def _is_second_attempt(self, node):
        """Whether the node is in the handler of a `try` around a use: it runs only with releases that do not fit that use."""
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return False
        return guards.attempt_before(self.source, node, self._names_provider, guards.NOT_FITTING) is not None

    def _names_provider(self, node):
        return isinstance(node, (ast.Name, ast.Attribute)) and bool(self.bindings.resolve(node))

    def only_for_types(self, node):
        return guards.only_for_types(self.source, node) or self._unevaluated(node)

    def _unevaluated(self, node):
        """Whether the node is in an annotation that Python does not evaluate."""
        for parent, child in ancestors(self.source, node):
            if isinstance(parent, ast.AnnAssign) and child is parent.annotation:
                inside = isinstance(self.bindings.scope_of(parent), (ast.FunctionDef, ast.AsyncFunctionDef))
                return self.source.future_annotations or inside
            if is_annotation(parent, child):
                return self.source.future_annotations
            if isinstance(parent, ast.stmt):
                return False
        return False

    def is_enum(self, target):
        return self.types.kind(target[1], target[2]) == "enum"

    def has_plain_value(self, target):
        values = self.types.values_of(target[1], target[2])
        return any(one.is_class() and self.types.has_plain_value(one) for one in values)

    def missing(self, node, text, reason):
        self.uses.missing(self.location(node), text, reason)


def is_annotation(parent, child):
    if isinstance(parent, ast.arg):
        return True
    return isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)) and child is parent.returns
