"""The keywords that a Pydantic model takes: field names, aliases, and the handling of others (ignored, forbidden, allowed)."""

import inspect
import types
from dataclasses import dataclass


@dataclass
class OwnConstructor:
    """A model with an `__init__` without **kwargs: Python's binding rules apply."""

    function: object


def fit_model(cls, call, label):
    """The parts of a Fit, an OwnConstructor, or None for a class that is no model."""
    if is_model_2(cls):
        return fit(cls, call, label, *rules_2(cls), by_init=not getattr(cls.__init__, "__pydantic_base_init__", False))
    if is_model_1(cls):
        return fit(cls, call, label, *rules_1(cls), by_init="BaseModel" not in getattr(cls.__init__, "__qualname__", ""))
    return None


def is_model(found):
    return isinstance(found, type) and (is_model_2(found) or is_model_1(found))


def is_model_2(cls):
    return (
        isinstance(getattr(cls, "model_fields", None), dict)
        and hasattr(cls, "__pydantic_validator__")
        and hasattr(cls, "model_dump")
    )


def is_model_1(cls):
    return isinstance(getattr(cls, "__fields__", None), dict) and hasattr(cls, "__config__") and hasattr(cls, "parse_obj")


def rules_2(cls):
    """([(accepted keywords, required, field name)], handling of other keywords)"""
    config = cls.model_config
    by_name = bool(config.get("populate_by_name") or config.get("validate_by_name"))
    by_alias = config.get("validate_by_alias") is not False
    fields = []
    for name, field in cls.model_fields.items():
        if getattr(field, "init", None) is False:
            continue
        aliases = words(field.validation_alias) if by_alias else set()
        accepted = aliases | ({name} if by_name or not aliases else set())
        fields.append((accepted, field.is_required(), name))
    return fields, config.get("extra") or "ignore"


def words(alias):
    """The keywords of an alias: a string, AliasChoices, or AliasPath, of which the first step is a keyword."""
    if alias is None:
        return set()
    if isinstance(alias, str):
        return {alias}
    choices = getattr(alias, "choices", None)
    if choices is not None:
        return {word for one in choices for word in words(one)}
    path = getattr(alias, "path", None)
    return {path[0]} if path else set()


def rules_1(cls):
    by_name = bool(getattr(cls.__config__, "allow_population_by_field_name", False))
    extra = getattr(cls.__config__, "extra", "ignore")
    fields = [
        ({field.alias} | ({name} if by_name else set()), bool(field.required), name) for name, field in cls.__fields__.items()
    ]
    return fields, getattr(extra, "value", extra) or "ignore"


def fit(cls, call, label, fields, extra, by_init):
    """A constructor or validator receives the keywords before the model; what it does with them is unknown."""
    if by_init and isinstance(cls.__init__, types.FunctionType):
        if not has_keywords(cls.__init__):
            return OwnConstructor(cls.__init__)
        if call["positional"]:
            return {"parameters": parameter_names(cls.__init__)}
        return doubted(by_keywords(call, label, own_parameters(cls.__init__) + fields, extra), f"{label} has a constructor")
    if call["positional"]:
        return {} if is_root(cls) else {"failures": [("arguments", f"{label} takes keywords only")]}
    found = by_keywords(call, label, fields, extra, given_elsewhere=is_settings(cls))
    return doubted(found, f"{label} has a validator") if has_before_validator(cls) else found


def doubted(found, reason):
    """A failure that an earlier receiver of the keywords may prevent."""
    if not found["failures"]:
        return found
    texts = sorted({text for _, text in found["failures"]})
    return {**found, "failures": [], "unknown": f"{'; '.join(texts)}, but {reason} that sees the keywords before the fields"}


def by_keywords(call, label, fields, extra, given_elsewhere=False):
    """`given_elsewhere`: required fields may come from the environment."""
    failures = []
    known = {word for accepted, _, _ in fields for word in accepted}
    for keyword in call["keywords"]:
        if keyword not in known and extra == "forbid":
            failures.append(("arguments", f"{label} has no field {keyword} and forbids others"))
        elif keyword not in known and extra == "ignore":
            failures.append(("argument-dropped", f"{label} has no field {keyword}: the argument is dropped"))
    for accepted, needed, name in fields if not (call["doubleStar"] or given_elsewhere) else ():
        if needed and not accepted & set(call["keywords"]):
            failures.append(("arguments", f"{label} needs {name if name in accepted else sorted(accepted)[0]}"))
    return {"failures": failures, "parameters": sorted(known)}


def has_keywords(function):
    return any(
        one.kind is inspect.Parameter.VAR_KEYWORD
        for one in inspect.signature(function, follow_wrapped=False).parameters.values()
    )


def parameter_names(function):
    return list(inspect.signature(function, follow_wrapped=False).parameters)[1:]


def own_parameters(function):
    return [({name}, False, name) for name in parameter_names(function)]


def is_root(cls):
    return "root" in getattr(cls, "model_fields", {}) and any(one.__name__ == "RootModel" for one in cls.__mro__)


def has_before_validator(cls):
    """A validator that receives the keywords before the fields may rename, add or remove any of them."""
    decorators = getattr(cls, "__pydantic_decorators__", None)
    found = getattr(decorators, "model_validators", None) or {}
    if any(getattr(one.info, "mode", "") in ("before", "wrap") for one in found.values()):
        return True
    return bool([one for one in getattr(cls, "__pre_root_validators__", ()) or ()])


def is_settings(cls):
    """Whether the class is Pydantic settings: missing fields come from environment variables."""
    return any(one.__name__ == "BaseSettings" for one in cls.__mro__)
