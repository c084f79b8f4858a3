"""Loads files of this project in a script that answers requests, under names that no other package uses: the code under test cannot import
them by accident, and they do not hide its modules. A script begins with

    SRC = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
    load_shared = runpy.run_path(os.path.join(SRC, "python", "load_shared.py"))["load_shared"]
"""

import importlib.util
import os
import sys

SRC = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)


def load_shared(name):
    """Loads the module at this path below src/, e.g. `python/json_lines`, and registers it in sys.modules as `contracts_json_lines`."""
    spec = importlib.util.spec_from_file_location(f"contracts_{os.path.basename(name)}", os.path.join(SRC, f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
