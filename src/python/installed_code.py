"""Which code is installed, and its public names. A script must load json_lines.py before this module."""

import importlib
import importlib.util
import json
import os
import sys
from importlib import metadata

json_lines = sys.modules["contracts_json_lines"]

CORE = "market-data-core"


def load(module, package):
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name == package:
            raise json_lines.RequestError("not-installed") from error
        if error.name and (module == error.name or module.startswith(f"{error.name}.")):
            raise json_lines.RequestError("missing-name", name=module) from error
        raise json_lines.RequestError("import-failed", **json_lines.failure(error)) from error
    except (Exception, SystemExit) as error:
        raise json_lines.RequestError("import-failed", **json_lines.failure(error)) from error


def public_name(module, name, package):
    """A name of the code under test. Raises a RequestError that names what is missing. `package` is its top-level package."""
    loaded = load(module, package)
    if not hasattr(loaded, name):
        raise json_lines.RequestError("missing-name", name=f"{module}.{name}")
    return getattr(loaded, name)


def distribution(name):
    """Version and commit of an installed distribution. `local`: installed from a folder, whose content the version does not identify."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return {"version": None, "commit": None, "local": False}
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    commit = origin.get("vcs_info", {}).get("commit_id")
    return {"version": found.version, "commit": commit, "local": "dir_info" in origin}


def describe(name, package):
    """The distribution and the core that it runs with. The package is located without importing it."""
    found = importlib.util.find_spec(package)
    if found is None:
        raise json_lines.RequestError("not-installed")
    return {
        **distribution(name),
        "core": distribution(CORE)["version"],
        "python": sys.version.split()[0],
        "folder": os.path.dirname(found.origin or ""),
    }
