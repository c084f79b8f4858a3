"""The form of calls and methods, from the syntax tree."""

import ast

from trees import constant_text, enclosing_function, last_name, root_of


def call_shape(call):
    """`*(1, 2)` and `**{"a": 1}` with literals count as the arguments that they contain."""
    positional, star = count_positional(call.args)
    keywords, double_star = names_of_keywords(call.keywords)
    return {"positional": positional, "keywords": sorted(set(keywords)), "star": star, "doubleStar": double_star}


def count_positional(arguments):
    number, star = 0, False
    for one in arguments:
        if not isinstance(one, ast.Starred):
            number += 1
        elif isinstance(one.value, (ast.Tuple, ast.List)) and not any(isinstance(e, ast.Starred) for e in one.value.elts):
            number += len(one.value.elts)
        else:
            star = True
    return number, star


def names_of_keywords(keywords):
    names, double_star = [], False
    for one in keywords:
        if one.arg:
            names.append(one.arg)
        elif isinstance(one.value, ast.Dict) and all(constant_text(key) is not None for key in one.value.keys):
            names += [key.value for key in one.value.keys]
        elif isinstance(one.value, ast.Call) and last_name(one.value.func) == "dict" and not one.value.args:
            inner, unpacked = names_of_keywords(one.value.keywords)
            names += inner
            double_star |= unpacked
        else:
            double_star = True
    return names, double_star


DECORATOR = {"positional": 1, "keywords": [], "star": False, "doubleStar": False}
#: Functions that await the coroutine that is passed to them.
AWAITING = ("run", "create_task", "gather", "wait_for", "ensure_future", "run_until_complete", "shield", "run_coroutine_threadsafe")


def consumption(source, node):
    """What directly consumes the value of an expression; `either`: the code awaits it only if it is awaitable."""
    parent = source.parents.get(node)
    if isinstance(parent, ast.Await):
        return "await"
    if isinstance(parent, (ast.For, ast.AsyncFor)) and parent.iter is node:
        return "for" if isinstance(parent, ast.For) else "async-for"
    if isinstance(parent, ast.comprehension) and parent.iter is node:
        return "async-for" if parent.is_async else "for"
    if isinstance(parent, ast.withitem) and parent.context_expr is node:
        return "with" if isinstance(source.parents[parent], ast.With) else "async-with"
    if isinstance(parent, ast.Call) and node in parent.args and isinstance(node, ast.Call):
        if last_name(parent.func) in AWAITING and last_name(root_of(parent.func)) in ("asyncio", "loop", *AWAITING):
            return "await"
    return "either" if tests_awaitable(source, node) else "value"


def tests_awaitable(source, node):
    """Whether the enclosing function tests if something has to be awaited."""
    function = enclosing_function(source, node)
    if function is None or isinstance(function, ast.Lambda):
        return function is not None
    names = {last_name(one.func) for one in ast.walk(function) if isinstance(one, ast.Call)}
    return bool(names & {"isawaitable", "iscoroutine", "iscoroutinefunction"})


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
