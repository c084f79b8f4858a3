"""An expression may have objects of several classes. The code of a consumer may choose one by testing what the release has: `create_mock()`
if it exists, else `create()`. If one class has an attribute and another lacks it, the verdict for that attribute is unknown."""


def weigh_alternatives(uses, all_findings):
    """Turns a missing attribute into an unknown part at each location where another possible class has the attribute."""
    fitting = {one for use, findings in zip(uses, all_findings) for one in fitting_members(use, findings)}
    for findings in all_findings:
        for failure in list(findings.failures):
            name = missing_member(failure)
            shared = [location for location in failure["locations"] if (name, location) in fitting]
            if shared:
                findings.failures.remove(failure)
                others = [location for location in failure["locations"] if location not in shared]
                if others:
                    findings.failures.append({**failure, "locations": others})
                findings.add_unknown(f"{failure['text']}, and another class that the object may have does", shared)


def missing_member(failure):
    """The name of an instance's attribute whose absence is the failure."""
    prefix = "member instance "
    if failure["kind"] != "member-missing" or not failure["check"].startswith(prefix):
        return None
    return failure["check"].removeprefix(prefix)


def fitting_members(use, findings):
    """(name, location) of the attributes that the use's class has."""
    if "name" in {one["check"] for one in findings.failures}:
        return
    missing = {missing_member(one) for one in findings.failures}
    unknown = {location for one in findings.unknown for location in one["locations"]}
    for member in use["members"]:
        if member["on"] == "instance" and member["name"] not in missing:
            yield from ((member["name"], location) for location in member["locations"] if location not in unknown)
