"""The checks of one use."""

import enum
import inspect
import os
import traceback
import types

from access import check_access
from call_checks import check_call
from derived_checks import check_derived
from enum_checks import check_enum_member
from findings import Findings
from member_checks import check_member
from names import Missing, NotKnown, describe_error, find, find_attribute, find_class

MODULE_KINDS = ("module-missing", "dependency-missing", "import-failed")


def check_use(use, facts=None):
    """Findings of a use in the installed release; `facts` is filled when this is the baseline release."""
    findings = Findings(use)
    try:
        found, reached = find_use(use)
    except (Missing, NotKnown) as reason:
        if facts is not None:
            facts["kind"] = "missing"
        report_missing(findings, use, reason)
        return findings
    try:
        if facts is not None:
            facts.update(facts_of(found, reached))
        check_parts(findings, use, found, facts)
        findings.compare_home(home_of(found))
    except Exception as error:
        if not is_raised_by_provider(error):
            raise
        if facts is not None:
            facts.setdefault("kind", "object")
        label = use["name"] or use["module"]
        findings.add_unknown(f"{label} cannot be inspected: {describe_error(error)}", use["locations"])
    return findings


def is_raised_by_provider(error):
    """Whether the code that raised is not ours: `isinstance` reads `__class__`, which a lazy object may compute."""
    *_, (last, _) = traceback.walk_tb(error.__traceback__)
    return os.path.dirname(last.f_code.co_filename) != os.path.dirname(__file__)


def facts_of(found, reached):
    home = home_of(found)
    return {"kind": kind_of(found), **({"home": home} if home else {}), **({"reached": True} if reached else {})}


def home_of(found):
    """`module.Class`: the module that defines a class, even if it is imported from another; None for other objects."""
    return f"{found.__module__}.{found.__qualname__}" if isinstance(found, type) else None


def find_use(use):
    """(the object, whether it was found through another name)"""
    if not use["imported"]:
        return find_class(use)
    if "attribute" in (use.get("access") or ()):
        return find_attribute(use["module"], use["name"]), False
    return find(use["module"], use["name"]), False


def report_missing(findings, use, reason):
    if isinstance(reason, NotKnown):
        findings.add_unknown(str(reason), use["locations"])
        return
    required = use["moduleRequired"] if reason.kind in MODULE_KINDS else use["required"]
    required = required or is_last_resort(use)
    if not required and has_fallback(use):
        return
    if reason.kind in MODULE_KINDS and use["required"] and not required:
        # Another use, the import of the module, is what fails.
        findings.add_unknown(reason.text, use["locations"])
        return
    findings.fail(reason.kind, "name", reason.text, required, use["locations"])


def is_last_resort(use):
    """Whether the alternatives that the consumer imports first are missing too."""
    others = use.get("insteadOf") or ()
    return bool(others) and all(is_missing(one["module"], one["name"]) for one in others)


def has_fallback(use):
    """Whether one of the names exists that the consumer imports when this one is missing."""
    others = use.get("fallbacks") or ()
    return bool(others) and not any(is_missing(one["module"], one["name"]) for one in others)


def is_missing(module, name):
    try:
        find(module, name)
    except Missing:
        return True
    return False


def check_parts(findings, use, found, facts):
    label = use["name"] or use["module"]
    check_access(findings, use)
    check_roles(findings, use, found, label)
    for call in use["calls"]:
        findings.set_certainty(call, found)
        check_call(findings, use, found, call, label, facts)
    for member in use["members"]:
        findings.set_certainty(member, found)
        check_member(findings, found, member, label, facts)
    findings.certain = False
    for member in use["enumMembers"]:
        check_enum_member(findings, found, member, label, facts)
    for derived in use["bases"]:
        check_derived(findings, use, found, derived, label, facts)


def kind_of(found):
    if isinstance(found, types.ModuleType):
        return "module"
    if isinstance(found, type):
        return "enum" if issubclass(found, enum.Enum) else "exception" if issubclass(found, BaseException) else "class"
    return "function" if inspect.isroutine(found) else "object"


def check_roles(findings, use, found, label):
    """`except`, `isinstance` and the list of bases accept only classes."""
    if use["caught"] and not is_exception(found):
        text = f"{label} is not an exception class"
        findings.fail("not-an-exception", "caught", text, *role_of(use, "caught"))
    if use["isinstance"] and not is_class(found):
        findings.fail("not-a-class", "isinstance", f"{label} is not a class", *role_of(use, "isinstance"))
    elif use["isinstance"] and getattr(found, "_is_protocol", False) and not getattr(found, "_is_runtime_protocol", False):
        text = f"{label} is a protocol without runtime_checkable: isinstance rejects it"
        findings.fail("not-a-class", "isinstance", text, *role_of(use, "isinstance"))
    if use["bases"] and not can_be_base(found):
        locations = [location for one in use["bases"] for location in one["locations"]]
        findings.fail("not-a-class", "base", f"{label} cannot be a base class", required_of(use), locations)


def role_of(use, role):
    """(required, locations) of a role."""
    found = next((one for one in use.get("roles") or () if one["role"] == role), None)
    return (found["required"], found["locations"]) if found else (required_of(use), use["locations"])


def required_of(use):
    return use["required"] or use["moduleRequired"]


def is_class(found):
    return isinstance(found, (type, tuple, types.UnionType)) or any(
        "__instancecheck__" in vars(one) for one in type(found).__mro__
    )


def can_be_base(found):
    """Whether it can be a base class: a class, except an enum with members, or a callable that returns classes (NamedTuple)."""
    if isinstance(found, type):
        return not (issubclass(found, enum.Enum) and found.__members__)
    return hasattr(found, "__mro_entries__") or (callable(found) and not inspect.isroutine(found))


def is_exception(found):
    if isinstance(found, tuple):
        return all(is_exception(one) for one in found)
    return isinstance(found, type) and issubclass(found, BaseException)
