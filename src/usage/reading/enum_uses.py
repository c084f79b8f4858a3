"""Whether the value of an enum's member matters where the member stands: `yes`, `no`, or `unknown`."""

import ast

from trees import last_name

CONVERSIONS = ("str", "int", "float", "format", "dumps", "join", "len")


def value_used(file, node, is_plain):
    """`is_plain`: the member is a string or a number itself, so that it can be used as its value."""
    parent = file.source.parents.get(node)
    if isinstance(parent, ast.Attribute) and parent.attr in ("value", "_value_"):
        return "yes"
    if not is_plain or isinstance(parent, (ast.Attribute, ast.Expr, ast.MatchValue)):
        return "no"
    if isinstance(parent, ast.Compare):
        return "yes" if compares_value(parent, node) else "no"
    if isinstance(parent, (ast.FormattedValue, ast.BinOp, ast.UnaryOp, ast.Subscript)):
        return "yes"
    if isinstance(parent, ast.Call):
        return value_passed(file, parent)
    if isinstance(parent, ast.keyword):
        return value_passed(file, file.source.parents[parent])
    return "unknown"


def compares_value(compare, node):
    """True for `<` and the like, and for a literal. With another expression it is only a test for the same member."""
    if any(isinstance(one, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) for one in compare.ops):
        return True
    others = [one for one in (compare.left, *compare.comparators) if one is not node]
    return any(has_literal(one) for one in others)


def has_literal(expression):
    elements = getattr(expression, "elts", [expression])
    return any(isinstance(one, ast.Constant) and one.value is not None for one in elements)


def value_passed(file, call):
    """`no` if the member is passed to the provider, which knows its own members."""
    if file.bindings.resolve(call.func):
        return "no"
    return "yes" if last_name(call.func) in CONVERSIONS else "unknown"
