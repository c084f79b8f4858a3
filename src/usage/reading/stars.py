"""Finds the `from … import *` that binds a name. Python executes a file from top to bottom: the last binding before a use counts."""

import ast

from trees import ancestors, enclosing_function


def find_star(source, program, scope, name, node=None):
    """The target that a star import gives the name where the node stands (None: at the end of the file); None when none does, or when an
    import or an assignment of the name follows it."""
    runs_late = node is None or enclosing_function(source, node) is not None
    before = float("inf") if runs_late else node.lineno
    bound = max((line for line in scope.lines[name] if line < before), default=0)
    stars = [(star, module) for star, module in scope.stars if bound < star.lineno <= before]
    # A star import in an `except` replaces the one that failed.
    stars.sort(key=lambda one: (is_in_handler(source, one[0]), -one[0].lineno))
    targets = (program.star_name(module, name) for _, module in stars)
    return next((one for one in targets if one), None)


def is_in_handler(source, node):
    return any(isinstance(parent, ast.ExceptHandler) for parent, _ in ancestors(source, node))


def star_gives(tree, name):
    """Whether a module of the consumer gives the name to `import *`."""
    listed = listed_names(tree)
    return not name.startswith("_") if listed is None else name in listed


def listed_names(tree):
    """The names of a literal `__all__`, also where more are added to it; None without one, and where it is computed."""
    lists = [value for value in map(value_of_all, tree.body) if value is not None]
    mentions = [one for one in ast.walk(tree) if isinstance(one, ast.Name) and one.id == "__all__"]
    if not lists or len(mentions) != len(lists) or not all(isinstance(one, (ast.List, ast.Tuple)) for one in lists):
        return None
    return {one.value for value in lists for one in value.elts if isinstance(one, ast.Constant)}


def value_of_all(statement):
    """The value of `__all__ = value` and `__all__ += value`."""
    if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        return None
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    named = len(targets) == 1 and isinstance(targets[0], ast.Name) and targets[0].id == "__all__"
    return statement.value if named else None
