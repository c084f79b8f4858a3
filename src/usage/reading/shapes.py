"""The form of calls and methods, from the syntax tree."""

import ast


def call_shape(call):
    return {
        "positional": sum(not isinstance(one, ast.Starred) for one in call.args),
        "keywords": sorted({one.arg for one in call.keywords if one.arg}),
        "star": any(isinstance(one, ast.Starred) for one in call.args),
        "doubleStar": any(one.arg is None for one in call.keywords),
    }


DECORATOR = {"positional": 1, "keywords": [], "star": False, "doubleStar": False}


def consumption(source, node):
    """What is done at once with the value of an expression."""
    parent = source.parents.get(node)
    if isinstance(parent, ast.Await):
        return "await"
    if isinstance(parent, (ast.For, ast.AsyncFor)) and parent.iter is node:
        return "for" if isinstance(parent, ast.For) else "async-for"
    if isinstance(parent, ast.comprehension) and parent.iter is node:
        return "async-for" if parent.is_async else "for"
    if isinstance(parent, ast.withitem) and parent.context_expr is node:
        return "with" if isinstance(source.parents[parent], ast.With) else "async-with"
    return "value"


def method_shape(function, is_static):
    arguments = function.args
    positional = [one.arg for one in [*arguments.posonlyargs, *arguments.args]]
    required = len(positional) - len(arguments.defaults)
    if not is_static:
        positional, required = positional[1:], max(0, required - 1)
    return {
        "name": function.name,
        "positional": positional,
        "required": required,
        "keywordOnly": [one.arg for one in arguments.kwonlyargs],
        "star": arguments.vararg is not None,
        "doubleStar": arguments.kwarg is not None,
        "async": isinstance(function, ast.AsyncFunctionDef),
    }


def decorators(function):
    for one in function.decorator_list:
        target = one.func if isinstance(one, ast.Call) else one
        yield target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


class ClassShape:
    """What a class of the consumer defines itself."""

    def __init__(self, node):
        self.node = node
        self.methods = {}
        self.attributes = set()
        self.fields = set()
        self.abstract = False
        for statement in node.body:
            self._add(statement)
        self.assigned = set(assigned_to_self(node))

    def _add(self, statement):
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names = set(decorators(statement))
            self.abstract |= bool({"abstractmethod", "abstractproperty"} & names)
            if names - {"staticmethod", "classmethod", "override", "abstractmethod", "final"}:
                self.attributes.add(statement.name)
            else:
                self.methods[statement.name] = method_shape(statement, "staticmethod" in names)
        elif isinstance(statement, ast.ClassDef):
            self.attributes.add(statement.name)
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            self.fields.add(statement.target.id)
            self.attributes.add(statement.target.id)
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                self.attributes |= {one.id for one in ast.walk(target) if isinstance(one, ast.Name)}
        elif isinstance(statement, (ast.If, ast.Try, ast.With)):
            for below in [*statement.body, *getattr(statement, "orelse", [])]:
                self._add(below)

    def defines(self, name):
        return name in self.methods or name in self.attributes or name in self.assigned


def assigned_to_self(node):
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute) and isinstance(one.ctx, (ast.Store, ast.Del)):
            if isinstance(one.value, ast.Name) and one.value.id in ("self", "cls"):
                yield one.attr
