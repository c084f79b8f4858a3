"""The syntax tree of a class's source."""

import ast
import inspect
import linecache
import textwrap


def class_tree(cls):
    """Raises OSError, TypeError or SyntaxError where there is no source."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError):
        return tree_by_methods(cls)


def tree_by_methods(cls):
    """A package may set the `__module__` of what it exports to its own name. Its methods still have their own file and line."""
    for method in (getattr(one, "__func__", one) for one in vars(cls).values()):
        if not inspect.isfunction(method) or not method.__qualname__.startswith(f"{cls.__qualname__}."):
            continue
        code = inspect.unwrap(method).__code__
        tree = ast.parse("".join(linecache.getlines(code.co_filename)))
        found = [one for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.name == cls.__name__]
        found = [one for one in found if one.lineno < code.co_firstlineno <= one.end_lineno]
        if found:
            return found[-1]
    raise OSError(f"no source of {cls.__name__}")
