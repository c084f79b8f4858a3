"""The uses found so far, by name of the provider. A use that is found again gets another location; `json` returns sorted lists."""

import re

#: Nothing is taken from a result: (numbers of unpacked values, attributes), see results_taken.py.
NOTHING = ((), ())


def by_line(locations):
    """`file.py:9` before `file.py:10`."""
    return sorted(locations, key=lambda one: (one.rpartition(":")[0], int(one.rpartition(":")[2])))


class Record:
    """One entry with several locations: required if it is required at one of them."""

    def __init__(self, **values):
        self.values = values
        self.where = {True: set(), False: set()}
        self.parts = {}
        self.calls = {}
        self.consumed = set()
        self.certain = set()
        self.taken = NOTHING
        self.passed = set()

    @property
    def locations(self):
        """The locations where it is required; if there is none, all locations."""
        return self.where[True] or self.where[False]

    @property
    def required(self):
        return bool(self.where[True])

    def add_location(self, location, required):
        self.where[bool(required)].add(location)

    def json(self):
        return {**self.values, **self.certain_json(), **self.taken_json(), "required": self.required, "locations": by_line(self.locations)}

    def certain_json(self):
        """See certain.py. `named` is the stronger one."""
        return {"certain": max(self.certain)} if self.certain else {}

    def taken_json(self):
        """See results_taken.py."""
        unpacked, members = self.taken
        listed = [{"name": name, "of": of} for name, of in members]
        return {**({"unpacked": list(unpacked)} if unpacked else {}), **({"resultMembers": listed} if listed else {})}

    def add_certain(self, certain):
        if certain:
            self.certain.add(certain)


class Use(Record):
    def __init__(self, module, name):
        super().__init__(module=module, name=name)
        self.imported = False
        self.module_required = False
        self.reached_by = set()
        self.members = {}
        self.enum_members = {}
        self.derived = {}
        self.roles = {}
        self.access = set()
        self.by_statement = False
        self.instead_of = set()
        self.fallbacks = set()
        self.guarded = False

    def json(self, classes):
        access = sorted(self.access - ({"attribute"} if self.by_statement else set()))
        return {
            "module": self.values["module"],
            "name": self.values["name"],
            "imported": self.imported,
            "reachedBy": sorted(self.reached_by),
            "moduleRequired": self.module_required,
            "required": self.required,
            "locations": by_line(self.locations),
            "calls": calls_json(self.calls, classes),
            "members": [member_json(one, classes) for _, one in sorted(self.members.items())],
            "enumMembers": [one.json() for _, one in sorted(self.enum_members.items())],
            "bases": [one for _, one in sorted(self.derived.items())],
            "caught": "caught" in self.roles,
            "isinstance": "isinstance" in self.roles,
            "roles": [one.json() for _, one in sorted(self.roles.items())],
            **({"access": access} if access else {}),
            **({"insteadOf": names_json(self.instead_of)} if self.instead_of else {}),
            **({"guarded": True} if self.guarded else {}),
            **({"fallbacks": names_json(self.fallbacks)} if self.fallbacks else {}),
        }

    def add_type_check(self, role, location, required):
        """`caught` or `isinstance`"""
        self.roles.setdefault(role, Record(role=role)).add_location(location, required)

    def add_member(self, name, on, role, location, required, taken=NOTHING):
        key = (name, on, role["kind"], taken)
        record = self.members.setdefault(key, Record(name=name, on=on, kind=role["kind"]))
        record.taken = taken
        record.add_location(location, required)
        record.consumed.add(role["consumed"])
        return record

    def add_enum_member(self, name, value, location, required, value_used="no"):
        record = self.enum_members.setdefault((name or "", str(value)), Record(name=name, value=value, valueUsed="no"))
        record.add_location(location, required)
        record.values["valueUsed"] = max(record.values["valueUsed"], value_used, key=("no", "unknown", "yes").index)


def add_call(calls, shape, kind, consumed, caught, location, required, taken=NOTHING):
    caught = sorted(one for one in caught if one not in ("", "Exception", "BaseException"))
    key = (kind, shape["positional"], tuple(shape["keywords"]), shape["star"], shape["doubleStar"], consumed, tuple(caught), taken)
    record = calls.setdefault(key, Record(**shape, kind=kind, consumed=consumed, caught=caught))
    record.add_location(location, required)
    record.taken = taken
    return record


def calls_json(calls, classes):
    return [call_json(one, classes) for _, one in sorted(calls.items())]


def call_json(record, classes):
    passed = [{"argument": argument, "class": classes.passed_json(identity)} for argument, identity in sorted(record.passed)]
    return {**record.json(), **({"passed": passed} if passed else {})}


def member_json(record, classes):
    values = record.json()
    return {
        **{name: values[name] for name in ("name", "on", "kind")},
        **record.certain_json(),
        **record.taken_json(),
        "calls": calls_json(record.calls, classes),
        "consumed": sorted(record.consumed),
        "required": values["required"],
        "locations": values["locations"],
    }


def names_json(names):
    return [{"module": module, "name": name} for module, name in sorted(names, key=lambda one: (one[0], one[1] or ""))]


class Uses:
    def __init__(self):
        self.uses = {}
        self.unresolved = {}

    def of(self, key):
        return self.uses.setdefault(key, Use(*key))

    def missing(self, location, text, reason):
        text = re.sub(r"\s+", " ", text)[:160]
        self.unresolved[(location, text, reason)] = {"text": text, "location": location, "reason": reason}

    def json(self, classes):
        self._require_modules()
        order = sorted(self.uses, key=lambda key: (key[0], key[1] or ""))
        unresolved = {
            location: one for one in self.unresolved.values() for location in [(one["location"], one["text"], one["reason"])]
        }
        lines = sorted(unresolved, key=lambda one: (one[0].rpartition(":")[0], int(one[0].rpartition(":")[2]), one[1:]))
        return {"uses": [self.uses[key].json(classes) for key in order], "unresolved": [unresolved[one] for one in lines]}

    def _require_modules(self):
        """`provider.name` requires the module just as its import does."""
        needed = {module for (module, _), use in self.uses.items() if use.module_required}
        for (module, _), use in self.uses.items():
            use.module_required |= use.imported and module in needed
