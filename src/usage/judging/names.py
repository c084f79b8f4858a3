"""Finds a name of the provider in the installed release, or the reason why it is missing."""

import importlib
import types

from hints import class_of_hint, class_of_result
from optional_imports import missing_dependency


class Missing(Exception):
    """The name is missing: kind (see `failureKinds` in use.ts) and a sentence."""

    def __init__(self, kind, text):
        super().__init__(text)
        self.kind = kind
        self.text = text


class NotKnown(Exception):
    """The name cannot be judged; the text is the reason."""


imported = {}


def load(module):
    """The module. The exception of a failed import is cached, so that a slow failure happens only once."""
    if module not in imported:
        try:
            imported[module] = import_module(module)
        except Missing as missing:
            imported[module] = missing
    if isinstance(imported[module], Missing):
        raise imported[module]
    return imported[module]


def import_module(module):
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name and (module == error.name or module.startswith(f"{error.name}.")):
            raise Missing("module-missing", f"there is no module {error.name}") from error
        raise Missing(
            "dependency-missing", f"importing {module} needs the module {error.name}, which is not installed"
        ) from error
    except BaseException as error:  # noqa: BLE001 - an import may raise anything, SystemExit too
        raise Missing("import-failed", f"importing {module} fails: {describe_error(error)}") from error


def describe_error(error):
    """Its class and the first line of its text."""
    return ": ".join([type(error).__name__, *str(error).strip().splitlines()[:1]])[:200]


def find(module, name):
    """`module.name`, where the name may be dotted; a submodule counts as a name."""
    found = load(module)
    path = module
    for part in name.split(".") if name else ():
        found = get_child(found, path, part)
        path = f"{path}.{part}"
    return found


def find_attribute(module, name):
    """The object of the expression `module.name`. The module may have been replaced by a class of that name in its package."""
    try:
        return find(module, name)
    except Missing as missing:
        package, _, last = module.rpartition(".")
        if missing.kind != "module-missing" or not package:
            raise
        try:
            return find(package, f"{last}.{name}" if name else last)
        except Missing as other:
            raise (Missing("name-missing", other.text) if other.kind == "member-missing" else missing) from missing


def get_child(owner, path, part):
    try:
        return getattr(owner, part)
    except AttributeError:
        pass
    except ModuleNotFoundError as error:
        raise Missing("dependency-missing", f"{path}.{part} needs the module {error.name}, which is not installed") from error
    except ImportError as error:
        raise Missing("name-missing", f"{path} has no {part}: {describe_error(error)}") from error
    except Exception as error:
        raise Missing("import-failed", f"{path}.{part} cannot be read: {describe_error(error)}") from error
    if isinstance(owner, types.ModuleType):
        try:
            return load(f"{path}.{part}")
        except Missing as missing:
            if missing.kind != "module-missing":
                raise
        needed = missing_dependency(owner, part)
        if needed:
            raise Missing("dependency-missing", f"{path} has no {part} without the module {needed}, which is not installed")
        raise Missing("name-missing", f"{path} has no {part}")
    raise Missing("member-missing", f"{path} has no {part}")


def find_class(use):
    """(class, whether it was found through a name in `reachedBy`), for a class that the consumer does not import."""
    for path in use["reachedBy"]:
        found = by_path(path)
        if found is not None:
            return found, True
    if (use.get("baseline") or {}).get("reached"):
        raise NotKnown(f"{' and '.join(use['reachedBy'])}: the annotation does not name a class any more")
    try:
        return find(use["module"], use["name"]), False
    except Missing as missing:
        raise NotKnown(f"the consumer does not import {use['name']}, and {missing.text}") from missing


def by_path(path):
    """The class at the end of `provider.make()` or `provider.Envelope.payload`, by annotations; None if they name no class."""
    steps = path.split(".")
    for cut in range(len(steps) - 1, 0, -1):
        try:
            found = load(".".join(steps[:cut]))
        except Missing:
            continue
        return walk(found, steps[cut:])
    return None


def attribute_of(found, name):
    try:
        return getattr(found, name, None)
    except Exception:  # an object that exists only while a program runs, such as Flask's current_app
        return None


def walk(found, steps):
    for step in steps:
        name = step.removesuffix("()")
        found = class_of_hint(found, name) if isinstance(found, type) and step == name else attribute_of(found, name)
        if found is not None and step != name and not isinstance(found, type):
            found = class_of_result(found)
        if found is None:
            return None
    return found if isinstance(found, type) else None
