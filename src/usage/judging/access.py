"""Checks names that are used without being imported by name: those of a star import, and submodules used as attributes of a package."""

import subprocess
import sys

from names import Missing, load

PROBE = """
import importlib, os, sys
package, name, *modules = sys.argv[1:]
for one in [package, *modules]:
    try:
        importlib.import_module(one)
    except BaseException:
        pass
os._exit(0 if hasattr(sys.modules.get(package), name) else 3)
"""
PROBE_SECONDS = 60


def check_access(findings, use):
    for access in use.get("access") or ():
        if access == "star" and not star_gives(use["module"], use["name"]):
            text = f"from {use['module']} import * does not give {use['name']}"
            findings.fail("name-missing", "star", text, use["required"], use["locations"])
        if access == "submodule" and not package_has(use):
            text = f"{use['module']} has no {use['name']} unless the module is imported"
            findings.fail("name-missing", "submodule", text, use["required"], use["locations"])


def star_gives(module, name):
    try:
        loaded = load(module)
    except Missing:
        return True  # the failed import is reported elsewhere
    listed = getattr(loaded, "__all__", None)
    return name in listed if listed is not None else not name.startswith("_")


def package_has(use):
    """Whether the package has its submodule as an attribute after the consumer's imports; checked in a new process."""
    others = use.get("alongside")
    if others is None:
        return True  # a contract that does not contain what else the consumer imports
    command = [sys.executable, "-I", "-c", PROBE, use["module"], use["name"], *others]
    try:
        process = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PROBE_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True  # not known, so not a failure
    return process.returncode != 3
