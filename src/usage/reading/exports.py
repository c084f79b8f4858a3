"""The names of a module that its `__all__` lists, from parso's tree."""


def dunder_all(tree):
    """Names of a literal `__all__`: an empty set for `__all__ = []`, None without a literal."""
    names = set()
    for statement in tree.children:
        expression = statement.children[0] if statement.type == "simple_stmt" else statement
        if expression.type == "expr_stmt" and expression.children[0].get_code().strip() == "__all__":
            for leaf in leaves(expression.children[-1]):
                if leaf.type == "string":
                    names.add(leaf.get_code(include_prefix=False).strip("rbu\"'"))
    return names if names or is_empty(tree) else None


def is_empty(tree):
    """Whether `__all__` is an empty list or tuple to which the module adds nothing."""
    named = tree.get_used_names().get("__all__", [])
    if len(named) != 1 or named[0].parent.type != "expr_stmt" or named[0].parent.parent.parent is not tree:
        return False
    return "".join(leaf.value for leaf in leaves(named[0].parent)) in ("__all__=[]", "__all__=()")


def leaves(node):
    if not hasattr(node, "children"):
        yield node
        return
    for child in node.children:
        yield from leaves(child)
