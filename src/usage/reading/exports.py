"""The names of a module that its `__all__` lists, from parso's tree."""


def dunder_all(tree):
    """Names of a literal `__all__`."""
    names = set()
    for statement in tree.children:
        expression = statement.children[0] if statement.type == "simple_stmt" else statement
        if expression.type == "expr_stmt" and expression.children[0].get_code().strip() == "__all__":
            for leaf in leaves(expression.children[-1]):
                if leaf.type == "string":
                    names.add(leaf.get_code(include_prefix=False).strip("rbu\"'"))
    return names


def leaves(node):
    if not hasattr(node, "children"):
        yield node
        return
    for child in node.children:
        yield from leaves(child)
