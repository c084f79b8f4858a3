"""The findings of one use: failures, unknown parts, and keys that identify failures which the baseline release has too."""

import abc
import types


#: A missing extra causes either of these failures.
DEPENDENCY_KINDS = ("dependency-missing", "import-failed")
#: Recorded for a baseline release in which the name could not be imported; the other parts of the use were then not recorded.
NOT_IMPORTED = "dependency name"


class Findings:
    """Failures and unknown parts of one use, and the facts for its baseline."""

    def __init__(self, use):
        self.use = use
        self.ignored = set((use.get("baseline") or {}).get("notFitting", ()))
        self.failures = []
        self.unknown = []
        self.keys = []
        #: Failures with the baseline release that do not depend on inference: they count with every release.
        self.certain_keys = set()
        self.certain = False
        self.home = None

    def fail(self, kind, check, text, required, locations):
        key = f"{'dependency' if kind in DEPENDENCY_KINDS else kind} {check}"
        self.keys.append(key)
        if self.certain and required and kind not in DEPENDENCY_KINDS:
            self.certain_keys.add(key)
        is_known = key in self.ignored or NOT_IMPORTED in self.ignored and check != "name"
        if is_known and not ((required or self.use.get("guarded")) and self.is_certain(kind, check)):
            if kind == "arguments" and not required:
                return  # the consumer catches the TypeError with either release
            self.add_unknown(f"{text}; the release that types were read from does not fit either", locations)
        else:
            self.failures.append({"kind": kind, "check": check, "text": text, "required": required, "locations": locations})

    def is_certain(self, kind, check):
        """Whether the failure depends neither on an inferred type, which could be wrong, nor on which other distributions are installed: an
        extra may not be installed, and another distribution may import a module that the consumer uses as an attribute."""
        if kind in DEPENDENCY_KINDS:
            return False
        return self.use["imported"] and check in ("name", "caught", "star")

    def set_certainty(self, part, found):
        """Sets whether the failures of a call or member are certain (see reading/certain.py)."""
        certainty = part.get("certain")
        self.certain = self.use["imported"] and (certainty == "named" or certainty == "made" and is_made_as_usual(found))

    def add_unknown(self, text, locations):
        self.unknown.append({"text": text, "locations": locations})

    def compare_home(self, home):
        """Notes that the name now belongs to another class, which explains the failures."""
        before = (self.use.get("baseline") or {}).get("home")
        if before and home and home != before and self.failures:
            self.home = home

    def result(self):
        verdict = "fails" if self.failures else "unknown" if self.unknown else "fits"
        return {
            "module": self.use["module"],
            "name": self.use["name"],
            "verdict": verdict,
            **({"home": self.home} if self.home else {}),
            "failures": [{key: one[key] for key in one if key != "check"} for one in unique(self.failures)],
            "unknown": unique(self.unknown),
        }


def is_made_as_usual(found):
    """Whether a call of the class, and of one that derives from it, gives an instance of that class with nothing added."""
    if type(found) not in (type, abc.ABCMeta):
        return False
    owner = next(one for one in found.__mro__ if "__init_subclass__" in vars(one))
    # pandas lists the attributes that other distributions register in `_accessors`.
    may_be_extended = any("accessor" in name for one in found.__mro__ for name in vars(one))
    return owner.__module__ in ("builtins", "typing") and not isinstance(found.__new__, types.FunctionType) and not may_be_extended


def unique(entries):
    """One entry for each text, with the locations of all."""
    merged = {}
    for one in entries:
        key = (one.get("kind"), one["text"])
        if key in merged:
            merged[key]["locations"] = by_line({*merged[key]["locations"], *one["locations"]})
            if "required" in one:
                merged[key]["required"] |= one["required"]
        else:
            merged[key] = dict(one)
    return list(merged.values())


def by_line(locations):
    """`file.py:9` before `file.py:10`."""
    return sorted(locations, key=lambda one: (one.rpartition(":")[0], int(one.rpartition(":")[2])))
