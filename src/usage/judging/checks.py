"""The checks of one use. Each failure has a key, by which the same failure in the release of extraction is recognized."""

import enum
import inspect
import types

from binding import fit_call, fit_function
from members import has_attribute
from models import is_model_1, is_model_2
from names import Missing, NotKnown, child, find, find_class

AWAITABLE = ("Awaitable", "Coroutine", "Future", "Task")


class Findings:
    """Failures and unknown parts of one use, and the facts for its baseline."""

    def __init__(self, use):
        self.use = use
        self.ignored = set((use.get("baseline") or {}).get("notFitting", ()))
        self.failures = []
        self.unknown = []
        self.keys = []

    def fail(self, kind, check, text, required, locations):
        key = f"{kind} {check}"
        self.keys.append(key)
        if key in self.ignored and not (required and self.is_certain(kind, check)):
            self.cannot_say(f"{text}; the release that was read does not fit either", locations)
        else:
            self.failures.append({"kind": kind, "text": text, "required": required, "locations": locations})

    def is_certain(self, kind, check):
        """The consumer names it itself: no type was inferred that could be wrong. An extra may be missing in every environment."""
        if kind in ("dependency-missing", "import-failed"):
            return False
        return self.use["imported"] and (check in ("name", "caught") or check.startswith("call call "))

    def cannot_say(self, text, locations):
        self.unknown.append({"text": text, "locations": locations})

    def result(self):
        verdict = "fails" if self.failures else "unknown" if self.unknown else "fits"
        return {
            "module": self.use["module"],
            "name": self.use["name"],
            "verdict": verdict,
            "failures": unique(self.failures),
            "unknown": unique(self.unknown),
        }


def unique(entries):
    """One entry for each text, with the locations of all."""
    merged = {}
    for one in entries:
        key = (one.get("kind"), one["text"])
        if key in merged:
            locations = {*merged[key]["locations"], *one["locations"]}
            merged[key]["locations"] = sorted(locations, key=lambda at: (at.rpartition(":")[0], int(at.rpartition(":")[2])))
            if "required" in one:
                merged[key]["required"] |= one["required"]
        else:
            merged[key] = dict(one)
    return list(merged.values())


def check_use(use, facts=None):
    """Findings of a use in the installed release; `facts` is filled when this is the release of extraction."""
    findings = Findings(use)
    try:
        found = find(use["module"], use["name"]) if use["imported"] else find_class(use)
    except Missing as missing:
        by_module = missing.kind in ("module-missing", "dependency-missing", "import-failed")
        required = use["moduleRequired"] if by_module else use["required"]
        if by_module and use["required"] and not required:
            # Another use, the import of the module, is what fails.
            findings.cannot_say(missing.text, use["locations"])
            return findings
        findings.fail(missing.kind, "name", missing.text, required, use["locations"])
        if facts is not None:
            facts["kind"] = "missing"
        return findings
    except NotKnown as reason:
        findings.cannot_say(str(reason), use["locations"])
        if facts is not None:
            facts["kind"] = "missing"
        return findings
    if facts is not None:
        facts["kind"] = kind_of(found)
    label = use["name"] or use["module"]
    check_kind(findings, use, found, label)
    for call in use["calls"]:
        check_call(findings, use, found, call, label, facts)
    for member in use["members"]:
        check_member(findings, found, member, label, facts)
    for member in use["enumMembers"]:
        check_enum_member(findings, found, member, label, facts)
    for derived in use["bases"]:
        check_derived(findings, use, found, derived, label, facts)
    return findings


def kind_of(found):
    if isinstance(found, types.ModuleType):
        return "module"
    if isinstance(found, type):
        return "enum" if issubclass(found, enum.Enum) else "exception" if issubclass(found, BaseException) else "class"
    return "function" if inspect.isroutine(found) else "object"


def check_kind(findings, use, found, label):
    required = use["required"] or use["moduleRequired"]
    if use["caught"] and not is_exception(found):
        findings.fail("not-an-exception", "caught", f"{label} is not an exception class", required, use["locations"])
    is_class = isinstance(found, (type, tuple, types.UnionType)) or hasattr(type(found), "__instancecheck__")
    if use["isinstance"] and not is_class:
        findings.fail("not-a-class", "isinstance", f"{label} is not a class", required, use["locations"])
    elif use["isinstance"] and getattr(found, "_is_protocol", False) and not getattr(found, "_is_runtime_protocol", False):
        text = f"{label} is a protocol without runtime_checkable: isinstance refuses it"
        findings.fail("not-a-class", "isinstance", text, required, use["locations"])
    if use["bases"] and not isinstance(found, type) and not hasattr(found, "__mro_entries__"):
        if not callable(found):
            findings.fail("not-a-class", "base", f"{label} is not a class", required, use["locations"])


def is_exception(found):
    if isinstance(found, tuple):
        return all(is_exception(one) for one in found)
    return isinstance(found, type) and issubclass(found, BaseException)


def call_key(call):
    return f"{call['kind']} {call['positional']} {','.join(call['keywords'])} {call['star']:d}{call['doubleStar']:d} {call['consumed']}"


def check_call(findings, use, found, call, label, facts):
    if call["kind"] == "super":
        target, receiver, label = getattr(found, "__init__", None), True, f"{label}.__init__"
        if call["kind"] == "super" and is_model_class(found):
            target, receiver = found, False
        elif target is object.__init__ or isinstance(target, types.WrapperDescriptorType):
            return
    else:
        target, receiver = found, False
    if (
        call["kind"] == "subclass"
        and isinstance(found, type)
        and (getattr(found, "_is_protocol", False) or inspect.isabstract(found))
    ):
        return
    judge_call(findings, call, label, facts, lambda: (target, receiver), f"call {call_key(call)}")


def is_model_class(found):
    return isinstance(found, type) and (is_model_2(found) or is_model_1(found))


def judge_call(findings, call, label, facts, target_of, check):
    try:
        target, receiver = target_of()
        fit = fit_call(target, call, label, receiver) if not receiver else fit_function(target, call, label, receiver)
    except NotKnown as reason:
        findings.cannot_say(str(reason), call["locations"])
        return
    except Exception as error:
        findings.cannot_say(f"{label} cannot be inspected: {type(error).__name__}", call["locations"])
        return
    if fit.unknown:
        findings.cannot_say(fit.unknown, call["locations"])
    for kind, text in fit.failures:
        findings.fail(kind, check, text, call["required"], call["locations"])
    function = fit.function or target
    if facts is not None:
        call["baseline"] = {
            "lands": fit.lands,
            "parameters": fit.parameters,
            "async": None if isinstance(target, type) else is_async(function),
            "returnsAwaitable": returns_awaitable(function),
            "raises": raised_and_caught(target, function, call),
        }
    elif call.get("baseline") and not fit.failures:
        check_landing(findings, call, fit, label, check)
        check_async(findings, call, target, function, label, check)
        check_raised(findings, call, target, function, label, check)


def check_landing(findings, call, fit, label, check):
    before = call["baseline"]
    for position, (old, new) in enumerate(zip(before["lands"], fit.lands)):
        if old == new or old.startswith("*"):
            continue
        still_there = old in fit.parameters
        was_another = new in before["parameters"]
        if still_there or was_another:
            text = f"{label}: argument {position + 1} is {new} instead of {old}"
            findings.fail("argument-moved", check, text, call["required"], call["locations"])


def is_async(function):
    function = inspect.unwrap(function) if callable(function) else function
    function = getattr(function, "__func__", function)
    return bool(inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function))


def returns_awaitable(function):
    annotation = str(
        getattr(inspect.unwrap(function) if callable(function) else function, "__annotations__", {}).get("return", "")
    )
    return any(word in annotation for word in (*AWAITABLE, "Async"))


def check_async(findings, call, target, function, label, check):
    before = call["baseline"]
    if before["async"] is None or isinstance(target, type) or not is_plain(function):
        return
    now = is_async(function)
    waits = call["consumed"] in ("await", "async-for", "async-with")
    if waits and before["async"] and not now and not returns_awaitable(function):
        findings.fail("became-sync", check, f"{label} is not async any more", call["required"], call["locations"])
    elif not waits and call["kind"] == "call" and now and not before["async"] and not before.get("returnsAwaitable"):
        findings.fail(
            "became-async", check, f"{label} is async: its result has to be awaited", call["required"], call["locations"]
        )


def is_plain(function):
    return isinstance(getattr(inspect.unwrap(function), "__func__", inspect.unwrap(function)), types.FunctionType)


# Exceptions


def names_of_bases(cls):
    return [one.__name__ for one in cls.__mro__[1:] if one is not object]


def raised_and_caught(target, function, call):
    """Exceptions of the same distribution that the called function names, with those of their bases that the consumer catches."""
    caught = set(call["caught"])
    if not caught:
        return {}
    found = {one.__name__: sorted(caught & {*names_of_bases(one)}) for one in raised_by(target, function)}
    return {name: bases for name, bases in sorted(found.items()) if bases}


def raised_by(target, function):
    if isinstance(target, type) and issubclass(target, BaseException):
        yield target
        return
    function = getattr(function, "__func__", function)
    if not isinstance(function, types.FunctionType):
        return
    top = (function.__module__ or "").split(".")[0]
    for name in words_of(function.__code__):
        value = function.__globals__.get(name)
        if isinstance(value, type) and issubclass(value, BaseException) and value.__module__.split(".")[0] == top:
            yield value


def words_of(code):
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from words_of(one)


def check_raised(findings, call, target, function, label, check):
    for name, bases in (call["baseline"].get("raises") or {}).items():
        now = next((one for one in raised_by(target, function) if one.__name__ == name), None)
        for base in bases if now else ():
            if base not in names_of_bases(now):
                text = f"{name}, which {label} raises, is no {base} any more"
                findings.fail("exception-base-lost", check, text, call["required"], call["locations"])


# Members


def check_member(findings, found, member, label, facts):
    full = f"{label}.{member['name']}"
    check = f"member {member['on']} {member['name']}"
    try:
        there = member_exists(found, member)
    except NotKnown as reason:
        findings.cannot_say(f"{full}: {reason}", member["locations"])
        return
    except Missing as missing:
        findings.fail(missing.kind, check, missing.text, member["required"], member["locations"])
        return
    if not there:
        findings.fail("member-missing", check, f"{label} has no {member['name']}", member["required"], member["locations"])
        return
    for call in member["calls"]:
        target_of = lambda: method_of(found, member)  # noqa: E731
        if target_of() is not None:
            judge_call(findings, call, full, facts, target_of, f"{check} {call_key(call)}")


def member_exists(found, member):
    name = member["name"]
    if member["on"] == "instance":
        if not isinstance(found, type):
            raise NotKnown("it is not a class any more")
        if member["kind"] == "write":
            return can_be_set(found, name)
        return has_attribute(found, name)
    if found is None:
        raise NotKnown("the object exists only while a program runs")
    if member["kind"] == "write":
        return True
    if isinstance(found, types.ModuleType):
        child(found, found.__name__, name)
        return True
    try:
        return hasattr(found, name) or dynamic(found)
    except Exception as error:
        raise NotKnown(f"reading it raises {type(error).__name__}") from error


def dynamic(found):
    if not isinstance(found, type) and hasattr(type(found), "__getattr__"):
        raise NotKnown("the object computes its attributes")
    return False


def can_be_set(cls, name):
    """A new attribute is refused by Pydantic's models and by slots only."""
    if (
        getattr(cls, "__slots__", None) is None
        and not is_model_class(cls)
        or hasattr(cls, "__dict__")
        and not is_model_class(cls)
    ):
        return True
    return has_attribute(cls, name)


def method_of(found, member):
    """(callable, whether an instance is passed first), or None when the call goes to a value that an instance holds."""
    name = member["name"]
    if member["on"] != "instance":
        value = getattr(found, name, None)
        return None if value is None else (value, False)
    static = inspect.getattr_static(found, name, None)
    if isinstance(static, (staticmethod, classmethod)):
        return getattr(found, name), False
    if isinstance(static, types.FunctionType) or inspect.isroutine(static) and not inspect.isbuiltin(static):
        return static, True
    return None


def check_enum_member(findings, found, member, label, facts):
    name = member["name"]
    if not isinstance(found, type) or not issubclass(found, enum.Enum):
        if name is not None and not hasattr(found, name):
            findings.fail(
                "enum-member-missing", f"enum {name}", f"{label} has no {name}", member["required"], member["locations"]
            )
        return
    if name is None:
        check_enum_value(findings, found, member, label)
        return
    check = f"enum {name}"
    if name not in found.__members__ and not hasattr(found, name):
        findings.fail("enum-member-missing", check, f"{label} has no member {name}", member["required"], member["locations"])
        return
    now = plain_value(getattr(found.__members__.get(name), "value", None))
    if facts is not None:
        member["baseline"] = {"value": now}
    before = (member.get("baseline") or {}).get("value")
    if isinstance(before, str) and now != before:
        text = f"the value of {label}.{name} is {now!r} instead of {before!r}"
        findings.fail("enum-value-changed", check, text, member["required"], member["locations"])


def plain_value(value):
    return value if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def check_enum_value(findings, found, member, label):
    try:
        found(member["value"])
    except (ValueError, TypeError, KeyError):
        text = f"{label} has no member with the value {member['value']!r}"
        findings.fail("enum-member-missing", f"enum value {member['value']}", text, member["required"], member["locations"])


# Classes of the consumer


def check_derived(findings, use, found, derived, label, facts):
    required = use["required"] or use["moduleRequired"]
    if not isinstance(found, type):
        return
    if facts is not None:
        names = [one["name"] for one in derived["methods"] if is_hook(found, one["name"])]
        derived["baseline"] = {"methods": {name: is_async(raw(found, name)) for name in names}}
    known = (derived.get("baseline") or {}).get("methods", {})
    for method in derived["methods"]:
        name = method["name"]
        if name not in known:
            continue
        check = f"derived {derived['class']} {name}"
        if not hasattr(found, name):
            text = f"{label} has no method {name}, which {derived['class']} overrides"
            findings.fail("method-missing", check, text, required, derived["locations"])
            continue
        for text in overriding(found, name, method, known[name], label):
            findings.fail("method-changed", check, text, required, derived["locations"])
    check_abstract(findings, found, derived, label, required)


def is_hook(found, name):
    return not name.startswith("__") and callable(getattr(found, name, None)) and not hasattr(object, name)


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
    """Why the provider cannot call the consumer's method as it calls its own."""
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
    if (
        now != was_async
        and method["async"] == was_async
        and "Async" not in str(getattr(function, "__annotations__", {}).get("return", ""))
    ):
        yield f"{label}.{name} is {'async' if now else 'not async any more'}"
