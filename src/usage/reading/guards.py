"""Whether code is reached without conditions: imports that a handler guards, branches on a feature or version, types only.

A `try` guards what is raised in its body, but not in functions that are only defined there. A handler that raises again guards nothing.
"""

import ast
import re
import sys

IMPORT_MODULE = {"ModuleNotFoundError", "ImportError", "Exception", "BaseException", ""}
IMPORT_NAME = {"ImportError", "Exception", "BaseException", ""}
ATTRIBUTE = {"AttributeError"}
ARGUMENTS = {"TypeError"}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
VERSION_NAME = re.compile(r"(^__version__$|^_*[A-Z0-9_]*VERSION(_INFO|_TUPLE)?$|^version_info$|^version_tuple$)")
VERSION_CALL = re.compile(r"^(version|get_version|parse_version|get_distribution|find_spec|Version)$")


def ancestors(source, node):
    """(parent, child) pairs from the node to the module."""
    while True:
        parent = source.parents.get(node)
        if parent is None:
            return
        yield parent, node
        node = parent


def last_name(expression):
    if isinstance(expression, ast.Attribute):
        return expression.attr
    return expression.id if isinstance(expression, ast.Name) else ""


def handler_names(handler):
    """`except (A, m.B)` gives A and B; a bare `except` gives an empty name."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {last_name(kind) if kind is not None else "" for kind in kinds}


def raises_again(handler):
    for statement in handler.body:
        if isinstance(statement, ast.Raise):
            return True
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            if last_name(statement.value.func) in ("exit", "_exit", "abort"):
                return True
    return False


def caught_around(source, node):
    """The names of the exceptions that are caught around a node, up to the function that it is in."""
    names = set()
    for parent, child in ancestors(source, node):
        if isinstance(parent, FUNCTIONS) and child not in getattr(parent, "decorator_list", []):
            break
        if isinstance(parent, (ast.Try, getattr(ast, "TryStar", ast.Try))) and child in parent.body:
            for handler in parent.handlers:
                if not raises_again(handler):
                    names |= handler_names(handler)
        if isinstance(parent, (ast.With, ast.AsyncWith)) and child in parent.body:
            for item in parent.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and last_name(call.func) == "suppress":
                    names |= {last_name(one) for one in call.args}
    return names


def is_type_checking(test):
    return last_name(test) == "TYPE_CHECKING"


def only_for_types(source, node):
    return any(
        isinstance(parent, ast.If) and is_type_checking(parent.test) and child in parent.body
        for parent, child in ancestors(source, node)
    )


def is_fallback(source, node, uses_provider):
    """In the handler of a `try` whose body imports the provider too: only one of both has to work."""
    for parent, child in ancestors(source, node):
        if isinstance(parent, ast.ExceptHandler):
            attempt = source.parents[parent]
            if IMPORT_NAME & handler_names(parent) or "ModuleNotFoundError" in handler_names(parent):
                if any(uses_provider(one) for statement in attempt.body for one in ast.walk(statement)):
                    return True
        if isinstance(parent, FUNCTIONS):
            return False
    return False


class Conditions:
    """Which parts of a file run only with some releases of the provider."""

    def __init__(self, source, flags, is_provider):
        self.source = source
        self.flags = flags
        self.is_provider = is_provider

    def skipped(self, node):
        """In a branch on a feature or a version, or behind `if …: return` on one: it is no use for every release."""
        for parent, child in ancestors(self.source, node):
            if self._branch_skips(parent, child, node) or self._after_return(parent, child):
                return True
        return False

    def _branch_skips(self, parent, child, node):
        if isinstance(parent, (ast.If, ast.IfExp, ast.While)) and child is not parent.test:
            return self._test_skips(parent.test, is_in(child, parent.body), node)
        if isinstance(parent, ast.BoolOp) and child is not parent.values[0]:
            before = parent.values[: parent.values.index(child)]
            return any(self._test_skips(one, isinstance(parent.op, ast.And), node) for one in before)
        if isinstance(parent, ast.Assert) and child is parent.test:
            return False
        return False

    def _test_skips(self, test, in_body, node):
        value = static_value(test)
        if value is not None:
            return bool(value) != in_body
        if self.is_feature_test(test):
            return True
        names = tested_attributes(test)
        return isinstance(node, ast.Attribute) and node.attr in names

    def _after_return(self, parent, child):
        if not isinstance(parent, FUNCTIONS) and not isinstance(parent, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
            return False
        body = getattr(parent, "body", None)
        if not isinstance(body, list) or child not in body:
            return False
        return any(
            isinstance(one, ast.If)
            and not one.orelse
            and isinstance(one.body[-1], (ast.Return, ast.Continue, ast.Break))
            and (self.is_feature_test(one.test) or static_value(one.test) is True)
            for one in body[: body.index(child)]
        )

    def is_feature_test(self, test):
        return any(self._tests_feature(node) for node in ast.walk(test))

    def _tests_feature(self, node):
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = last_name(node)
            return bool(VERSION_NAME.search(name)) or name in self.flags
        if isinstance(node, ast.Call):
            name = last_name(node.func)
            if VERSION_CALL.match(name):
                return True
            if name in ("signature", "getfullargspec") and node.args:
                return self.is_provider(node.args[0])
            if name in ("hasattr", "getattr") and node.args and (name == "hasattr" or len(node.args) == 3):
                return self.is_provider(node.args[0])
        return False


def is_in(child, body):
    return child in body if isinstance(body, list) else child is body


def tested_attributes(test):
    """Names in `hasattr(x, "name")`, whatever x is."""
    return {
        node.args[1].value
        for node in ast.walk(test)
        if isinstance(node, ast.Call)
        and last_name(node.func) == "hasattr"
        and len(node.args) == 2
        and isinstance(node.args[1], ast.Constant)
    }


def static_value(test):
    """The value of a test of the Python version, of constants, of `not` either; None where it is not known."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        value = static_value(test.operand)
        return None if value is None else not value
    if is_type_checking(test):
        return None
    text = ast.unparse(test)
    if re.fullmatch(r"(sys\.)?version_info(\[[:\d]+\])? *(<|<=|>|>=|==|!=) *(\([\d, ]+\)|\d+)", text):
        return bool(eval(text, {"sys": sys, "version_info": sys.version_info, "__builtins__": {}}))  # noqa: S307
    return None


def version_flags(tree):
    """Names of a module that hold the result of a test of a version or a feature: `IS_V2 = VERSION >= "2"`."""
    plain = Conditions(None, set(), lambda _: True)
    return {
        target.id
        for statement in tree.body
        if isinstance(statement, ast.Assign) and plain.is_feature_test(statement.value)
        for target in statement.targets
        if isinstance(target, ast.Name)
        and isinstance(statement.value, (ast.Compare, ast.Call, ast.BoolOp, ast.UnaryOp))
        and not is_value_lookup(statement.value)
    }


def is_value_lookup(value):
    """`version("name")` and `getattr(module, "name", None)` give a value, not an answer."""
    return isinstance(value, ast.Call) and last_name(value.func) in ("getattr", "version")
