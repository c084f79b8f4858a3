"""Members of enums, by name and by value."""

import enum


def check_enum_member(findings, found, member, label, facts):
    if not isinstance(found, type) or not issubclass(found, enum.Enum):
        check_plain(findings, found, member, label)
    elif member["name"] is None:
        check_by_value(findings, found, member, label)
    elif member["name"] not in found.__members__ and not hasattr(found, member["name"]):
        text = f"{label} has no member {member['name']}"
        findings.fail("enum-member-missing", f"enum {member['name']}", text, member["required"], member["locations"])
    else:
        check_value(findings, found, member, label, facts)


def check_plain(findings, found, member, label):
    """The name is no longer an enum. It fits if it has an attribute of that name."""
    name = member["name"]
    if name is not None and not hasattr(found, name):
        text = f"{label} has no {name}"
        findings.fail("enum-member-missing", f"enum {name}", text, member["required"], member["locations"])


def check_value(findings, found, member, label, facts):
    name = member["name"]
    now = plain_value(getattr(found.__members__.get(name), "value", None))
    if facts is not None:
        member["baseline"] = {"value": now}
    before = (member.get("baseline") or {}).get("value")
    used = member.get("valueUsed", "yes")
    if before is None or now == before or used == "no":
        return
    text = f"the value of {label}.{name} is {now!r} instead of {before!r}"
    if used == "unknown":
        findings.add_unknown(text, member["locations"])
    else:
        findings.fail("enum-value-changed", f"enum {name}", text, member["required"], member["locations"])


def plain_value(value):
    return value if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def check_by_value(findings, found, member, label):
    try:
        found(member["value"])
    except (ValueError, TypeError, KeyError):
        text = f"{label} has no member with the value {member['value']!r}"
        findings.fail("enum-member-missing", f"enum value {member['value']}", text, member["required"], member["locations"])
