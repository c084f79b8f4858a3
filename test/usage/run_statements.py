"""Runs the `__init__.py` of each package that is named on the command line, one statement after another, and prints as JSON which lines of
the package raised: {"package": [{"location": "package/__init__.py:3", "error": "TypeError: …", "consequence": false}]}.

A statement that raises does not stop the next one. A NameError for a name that a failed statement would have bound is a
consequence.
"""

import ast
import json
import os
import sys
import traceback
import types
import warnings

folder, packages = sys.argv[1], sys.argv[2:]
sys.path.insert(0, folder)
sys.dont_write_bytecode = True


def run(package):
    path = os.path.join(folder, package, "__init__.py")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    module = types.ModuleType(package)
    module.__path__, module.__file__, module.__package__ = [os.path.dirname(path)], path, package
    sys.modules[package] = module
    unbound, raised = set(), []
    for statement in ast.parse(text).body:
        error = run_statement(statement, path, module)
        if error is None:
            continue
        consequence = isinstance(error, NameError) and error.name in unbound
        text = f"{type(error).__name__}: {error}"
        raised.append({"location": location(error, package, statement), "error": text, "consequence": consequence})
        unbound |= bound(statement)
    return raised


def run_statement(statement, path, module):
    flags = 0x1000000 if hasattr(module, "annotations") else 0
    try:
        exec(compile(ast.Module([statement], []), path, "exec", flags), vars(module))
    except (Exception, SystemExit) as error:
        return error
    return None


def location(error, package, statement):
    """The innermost line of the package in the traceback, else the statement's."""
    root = os.path.join(folder, package) + os.sep
    lines = [(one.filename, one.lineno) for one in traceback.extract_tb(error.__traceback__) if one.filename.startswith(root)]
    file, line = lines[-1] if lines else (os.path.join(root, "__init__.py"), statement.lineno)
    return f"{os.path.relpath(file, folder)}:{line}".replace(os.sep, "/")


def bound(statement):
    names = {one.id for one in ast.walk(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    for one in ast.walk(statement):
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(one.name)
        elif isinstance(one, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in one.names}
    return names


warnings.simplefilter("ignore")
answers = os.dup(1)
os.dup2(2, 1)
result = json.dumps({package: run(package) for package in packages})
os.write(answers, result.encode())
os._exit(0)
