"""Core's public names, imported on request."""

import importlib

from json_lines import RequestError as BridgeError
from json_lines import failure

TELEMETRY = "market_data_core.telemetry"
PROTOCOLS = "market_data_core.protocols"


def load(module):
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name == "market_data_core":
            raise BridgeError("not-installed")
        if error.name == module:
            raise BridgeError("missing-name", names=[module])
        raise BridgeError("import-failed", **failure(error))
    except (Exception, SystemExit) as error:
        raise BridgeError("import-failed", **failure(error))


def public(module, name):
    return member(load(module), module, name)


def member(owner, path, name):
    """An attribute of a module or a class; `path` is the full name of the owner."""
    if not hasattr(owner, name):
        raise BridgeError("missing-name", names=[f"{path}.{name}"])
    return getattr(owner, name)


def missing_names(modules):
    """The names of {name: module} that core does not have. Raises an error if core cannot be imported."""
    missing = []
    for name, module in modules.items():
        try:
            public(module, name)
        except BridgeError as error:
            if error.answer["kind"] != "missing-name":
                raise
            missing.extend(error.answer["names"])
    return missing
