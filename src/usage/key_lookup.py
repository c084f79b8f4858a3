"""What a function does with its `**kwargs` apart from passing them on. Shared by reader.py and judge.py (see ../python/load_shared.py)."""

import ast


def is_key_lookup(node, name):
    """`name.get("x")` and `"x" in name`"""
    if isinstance(node, ast.Attribute):
        return node.attr == "get" and isinstance(node.value, ast.Name) and node.value.id == name
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
        return isinstance(node.comparators[0], ast.Name) and node.comparators[0].id == name
    return False
