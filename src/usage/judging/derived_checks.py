"""Classes of the consumer that derive from a class of the provider, or implement its protocol."""

import inspect

from results import is_async


def check_derived(findings, use, found, derived, label, facts):
    required = use["required"] or use["moduleRequired"]
    if not isinstance(found, type):
        return
    if facts is not None:
        names = [one["name"] for one in derived["methods"] if is_hook(found, one["name"])]
        derived["baseline"] = {
            "methods": {name: is_async(raw(found, name)) for name in names},
            "contract": [name for name in names if is_contract(found, name)],
        }
    known = (derived.get("baseline") or {}).get("methods", {})
    for method in derived["methods"]:
        name = method["name"]
        if name not in known:
            continue
        check = f"derived {derived['class']} {name}"
        if not hasattr(found, name):
            text = f"{label} has no method {name}, which {derived['class']} overrides"
            contract = name in derived["baseline"].get("contract", [name])
            findings.fail("method-missing", check, text, required and contract, derived["locations"])
            continue
        for text in overriding(found, name, method, known[name], label):
            findings.fail("method-changed", check, text, required, derived["locations"])
    check_abstract(findings, found, derived, label, required)


def is_hook(found, name):
    return not name.startswith("__") and callable(getattr(found, name, None)) and not hasattr(object, name)


def is_contract(found, name):
    """Whether the provider calls the method for certain: it is abstract or belongs to a protocol. Others may be hooks that were removed."""
    return bool(getattr(found, "_is_protocol", False)) or getattr(raw(found, name), "__isabstractmethod__", False)


def raw(found, name):
    static = inspect.getattr_static(found, name, None)
    return inspect.unwrap(getattr(static, "__func__", static))


def check_abstract(findings, found, derived, label, required):
    if not derived["concrete"]:
        return
    defined = {one["name"] for one in derived["methods"]} | set(derived["attributes"])
    for name in sorted(set(getattr(found, "__abstractmethods__", None) or ()) - defined):
        text = f"{label} has the abstract method {name}, which {derived['class']} does not define"
        findings.fail("abstract-method-added", f"derived {derived['class']} {name}", text, required, derived["locations"])


def overriding(found, name, method, was_async, label):
    """The reason why the consumer's method cannot be called with the arguments of the method it overrides."""
    function = raw(found, name)
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (ValueError, TypeError):
        return
    if not isinstance(inspect.getattr_static(found, name, None), staticmethod):
        parameters = parameters[1:]
    positional = [one for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    variadic = any(one.kind is one.VAR_POSITIONAL for one in parameters)
    needed = [one.name for one in positional if one.default is one.empty]
    takes = len(method["positional"])
    accepts = {*method["positional"], *method["keywordOnly"]}
    if len(needed) > takes and not method["star"]:
        missing = [one for one in needed[takes:] if one not in accepts]
        if missing and not method["doubleStar"]:
            yield f"{label}.{name} takes {', '.join(missing)} too"
    if method["required"] > len(positional) and not variadic:
        yield f"{label}.{name} takes {len(positional)} arguments, the consumer's method needs {method['required']}"
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and one.default is one.empty and one.name not in accepts and not method["doubleStar"]:
            yield f"{label}.{name} takes {one.name} too"
    now = is_async(function)
    returns_async = "Async" in str(getattr(function, "__annotations__", {}).get("return", ""))
    if now != was_async and method["async"] == was_async and not returns_async:
        yield f"{label}.{name} is {'async' if now else 'not async any more'}"
