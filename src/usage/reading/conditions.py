"""Which parts of a file run only with some releases of the provider: branches on a feature or a version."""

import ast
import re
import sys

from guards import is_type_checking
from trees import FUNCTIONS, ancestors, is_in, last_name

VERSION_NAME = re.compile(r"(^__(parsed_)?version(_info|_tuple)?__$|^_*[A-Z0-9_]*VERSION(_INFO|_TUPLE)?$|^version_info$|^version_tuple$)")
VERSION_CALL = re.compile(r"^(version|get_version|parse_version|get_distribution|find_spec|Version)$")


class Conditions:
    """Which parts of a file run only with some releases of the provider."""

    def __init__(self, source, flags, is_provider):
        self.source = source
        self.flags = flags
        self.is_provider = is_provider

    def runs_only_with_some_releases(self, node):
        """Whether the node is in a branch on a feature or a version, or after `if …: return` on one: it runs with some releases only."""
        for parent, child in ancestors(self.source, node):
            if self._branch_skips(parent, child, node) or self._after_return(parent, child, node):
                return True
        return False

    def _branch_skips(self, parent, child, node):
        if isinstance(parent, (ast.If, ast.IfExp, ast.While)) and child is not parent.test:
            return self._test_skips(parent.test, is_in(child, parent.body), node)
        if isinstance(parent, ast.BoolOp) and child is not parent.values[0]:
            before = parent.values[: parent.values.index(child)]
            return any(self._test_skips(one, isinstance(parent.op, ast.And), node) for one in before)
        return False

    def _test_skips(self, test, in_body, node):
        value = static_value(test)
        if value is not None:
            return bool(value) != in_body
        return self._tests(test, node)

    def _tests(self, test, node):
        return self.is_feature_test(test) or (isinstance(node, ast.Attribute) and node.attr in tested_attributes(test))

    def _after_return(self, parent, child, node):
        if not isinstance(parent, FUNCTIONS) and not isinstance(parent, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
            return False
        body = getattr(parent, "body", None)
        if not isinstance(body, list) or child not in body:
            return False
        return any(
            isinstance(one, ast.If)
            and not one.orelse
            and isinstance(one.body[-1], (ast.Return, ast.Continue, ast.Break))
            and (self._tests(one.test, node) or static_value(one.test) is True)
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


def tested_attributes(test):
    """Names in `hasattr(x, "name")`, for any x."""
    return {
        node.args[1].value
        for node in ast.walk(test)
        if isinstance(node, ast.Call)
        and last_name(node.func) == "hasattr"
        and len(node.args) == 2
        and isinstance(node.args[1], ast.Constant)
    }


def static_value(test):
    """The value of a test of the Python version or of constants, also with `not`; None if it is unknown."""
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
    """Names in a module for the result of a version or feature test (`IS_V2 = VERSION >= "2"`), and functions that return one."""
    flags, before = set(), None
    while flags != before:
        before = set(flags)
        flags |= named_tests(tree, Conditions(None, flags, lambda _: True))
    return flags


def named_tests(tree, conditions):
    functions = {
        one.name
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef) and any(conditions.is_feature_test(value) for value in returned_values(one))
    }
    return functions | imported_versions(tree) | {
        target.id
        for statement in tree.body
        if isinstance(statement, ast.Assign) and conditions.is_feature_test(statement.value)
        for target in statement.targets
        if isinstance(target, ast.Name)
        and isinstance(statement.value, (ast.Compare, ast.Call, ast.BoolOp, ast.UnaryOp))
        and not is_value_lookup(statement.value)
    }


def imported_versions(tree):
    """`from provider import __version__ as provider_version`"""
    imports = (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom))
    aliases = (alias for one in imports for alias in one.names if alias.asname)
    return {one.asname for one in aliases if VERSION_NAME.search(one.name) or VERSION_CALL.match(one.name)}


def returned_values(function):
    return [one.value for one in ast.walk(function) if isinstance(one, ast.Return) and one.value is not None]


def is_value_lookup(value):
    """`version("name")` and `getattr(module, "name", None)` return a value to test, not the result of a test."""
    return isinstance(value, ast.Call) and last_name(value.func) in ("getattr", "version")
