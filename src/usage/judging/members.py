"""The attributes of a class's instances: those of the class, fields, slots, and names that its methods assign to `self`."""

import ast
import inspect

from class_source import class_tree
from models import is_model
from names import NotKnown

MAX_SUBCLASSES = 200
assigned = {}


def has_attribute(cls, name):
    """True or False; raises NotKnown where the class computes its attributes or its source cannot be read."""
    if any(name in vars(one) for one in cls.__mro__) or hasattr(cls, name):
        return True
    for names in (
        getattr(cls, "model_fields", None),
        getattr(cls, "__fields__", None),
        getattr(cls, "__dataclass_fields__", None),
    ):
        if isinstance(names, dict) and name in names:
            return True
    if any(name in inspect.get_annotations(one) for one in cls.__mro__) or name in getattr(cls, "__private_attributes__", {}):
        return True
    return set_by_methods(cls, name)


def set_by_methods(cls, name):
    unreadable = None
    for one in cls.__mro__:
        if one is object or one.__module__.startswith(("pydantic.", "typing", "abc", "enum")):
            continue
        names = assigned_names(one)
        if names is None:
            unreadable = unreadable or one
        elif name in names:
            return True
        elif "*" in names:
            raise NotKnown(f"{one.__name__} sets attributes by computed names")
    if computes_attributes(cls):
        raise NotKnown(f"{cls.__name__} computes its attributes")
    if unreadable is not None:
        raise NotKnown(f"the source of {unreadable.__name__} cannot be read")
    return False


def computes_attributes(cls):
    """Whether the class defines `__getattr__`. Pydantic's own, for private attributes and `extra`, does not count."""
    if inspect.isfunction(inspect.getattr_static(cls, "__getattribute__", None)):
        return True
    for one in cls.__mro__:
        if "__getattr__" in vars(one):
            by_pydantic = one.__module__.startswith("pydantic.")
            extra = getattr(cls, "model_config", {}).get("extra")
            return not by_pydantic or extra == "allow"
    return False


def assigned_names(cls):
    """Names that the class's methods assign to `self`; `*` stands for computed names; None without source."""
    if cls not in assigned:
        assigned[cls] = read_assigned(cls)
    return assigned[cls]


def read_assigned(cls):
    if not has_python_methods(cls):
        return set() if cls.__module__ in ("builtins", "typing", "abc", "enum") else (None if is_compiled(cls) else set())
    try:
        tree = class_tree(cls)
    except (OSError, TypeError, SyntaxError, ValueError, IndentationError):
        return None
    names = set()
    for node in ast.walk(tree):
        names |= assigned_by(node)
    return names


def has_python_methods(cls):
    return any(inspect.isfunction(getattr(one, "__func__", one)) for one in vars(cls).values())


def is_compiled(cls):
    """Whether the class is compiled: the attributes of its instances cannot be read."""
    return (
        not hasattr(cls, "__dict__")
        or "__weakref__" not in vars(cls)
        and not hasattr(cls, "__slots__")
        and cls.__flags__ & (1 << 9) == 0
    )


def assigned_by(node):
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):
        return {node.attr}
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in ("setattr", "__setattr__"):
            literal = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            return {literal[0]} if literal else {"*"}
        if name == "update" and "__dict__" in ast.unparse(node.func):
            return {"*"}
    if isinstance(node, ast.Attribute) and node.attr == "__dict__" and isinstance(node.ctx, ast.Store):
        return {"*"}
    return set()


def can_be_set(cls, name):
    """False for properties without a setter, frozen classes, slots, and non-fields of Pydantic models."""
    static = inspect.getattr_static(cls, name, None)
    if isinstance(static, property):
        return static.fset is not None
    if is_frozen(cls, name):
        return False
    if is_model(cls):
        return has_attribute(cls, name) or getattr(cls, "model_config", {}).get("extra") == "allow"
    has_dict = any("__dict__" in vars(one) for one in cls.__mro__)
    return has_dict or has_attribute(cls, name)


def is_frozen(cls, name):
    if getattr(getattr(cls, "__dataclass_params__", None), "frozen", False):
        return True
    field = (getattr(cls, "model_fields", None) or {}).get(name) if isinstance(getattr(cls, "model_fields", None), dict) else None
    by_model = is_model(cls) and bool(getattr(cls, "model_config", {}).get("frozen"))
    is_named_tuple = issubclass(cls, tuple) and name in getattr(cls, "_fields", ())
    return by_model or bool(getattr(field, "frozen", False)) or is_named_tuple


def subclasses(cls):
    """Classes of the same distribution that derive from it: an object may be an instance of one."""
    found, waiting = [], [cls]
    while waiting and len(found) < MAX_SUBCLASSES:
        for one in type.__subclasses__(waiting.pop()):
            if one.__module__.split(".")[0] == cls.__module__.split(".")[0] and one not in found:
                found.append(one)
                waiting.append(one)
    return found
