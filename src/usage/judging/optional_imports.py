"""What a module of the provider imports only if another distribution is installed:

    try:
        from provider.with_grpc import *
    except ImportError:
        from provider.without_grpc import *
"""

import ast
import importlib.util
import inspect

IMPORT_ERRORS = ("ImportError", "ModuleNotFoundError", "Exception")


def missing_dependency(module, name):
    """The module of another distribution without which this module does not have the name; None if that is not the reason."""
    try:
        tree = ast.parse(inspect.getsource(module))
    except (OSError, TypeError, SyntaxError, ValueError):
        return None
    package = module.__name__ if hasattr(module, "__path__") else module.__name__.rpartition(".")[0]
    attempts = [one for one in tree.body if isinstance(one, ast.Try) and catches_import_error(one)]
    statements = [one for attempt in attempts for one in attempt.body if isinstance(one, ast.ImportFrom)]
    binding_imports = [one for one in statements if binds(one, name)]
    return next(filter(None, (needed_by(one, package) for one in binding_imports)), None)


def binds(statement, name):
    return any(alias.name == "*" or name in (alias.name, alias.asname) for alias in statement.names)


def catches_import_error(attempt):
    caught = [one.type for one in attempt.handlers]
    return any(one is None or any(getattr(name, "id", "") in IMPORT_ERRORS for name in ast.walk(one)) for one in caught)


def needed_by(statement, package):
    """The module of another distribution that is not installed, if the import fails for that reason."""
    try:
        name = importlib.util.resolve_name("." * statement.level + (statement.module or ""), package)
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        return error.name if error.name and error.name.split(".")[0] != package.split(".")[0] else None
    except BaseException:  # noqa: BLE001 - an import may raise anything
        return None
