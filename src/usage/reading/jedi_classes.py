"""Classes, resolved with jedi. A class is identified by the file that defines it and its qualified name."""

import os

from jedi_state import JediState

#: The limit for chains of base classes.
MAX_DEPTH = 40


class ClassTypes(JediState):
    def bases(self, cls):
        """The class and its bases in the order of attribute look-up. jedi's own order has `object` before the second base."""
        if cls not in self.orders:
            found = list(self.guarded(lambda: list(self._linearized(cls, set()))))
            keys = [self.identity(one) or one for one in found]
            self.orders[cls] = [one for position, one in enumerate(found) if keys[position] not in keys[position + 1 :]]
        return self.orders[cls]

    def _linearized(self, cls, above):
        """Depth first; of a base that several classes have the last place counts."""
        yield cls
        if cls in above or len(above) > MAX_DEPTH:
            return
        for lazy in cls.py__bases__():
            for base in list(lazy.infer())[:1] if hasattr(lazy, "infer") else [lazy]:
                if base.is_class():
                    yield from self._linearized(base, {*above, cls})

    def identity(self, cls):
        """(path of the file, qualified name), or None for what has no file."""

        def ask():
            path = cls.get_root_context().py__file__()
            names = cls.get_qualified_names()
            return (os.path.realpath(str(path)), ".".join(names)) if path and names else None

        return self.guarded(ask, None)

    def is_enum(self, cls):
        names = (
            self.guarded(lambda one=one: (one.get_root_context().py__name__(), one.py__name__()), None)
            for one in self.bases(cls)
        )
        return any(one and one[0] == "enum" and one[1] in ("Enum", "Flag", "IntEnum", "StrEnum", "IntFlag") for one in names)

    def method_returns_self(self, cls, name):
        """By the text of its annotation."""

        def ask():
            for base in self.bases(cls):
                names = [one for filter in base.get_filters() for one in filter.get(name)]
                nodes = [one.tree_name.get_definition() for one in names if getattr(one, "tree_name", None)]
                functions = [one for one in nodes if one is not None and one.type == "funcdef"]
                if functions:
                    return any(is_self_annotation(one.annotation) for one in functions)
            return False

        return self.guarded(ask, False)

    def may_have_member(self, cls, name):
        """Whether the class or a base defines it, also as an attribute of `self`, or has a base that jedi does not find."""

        def ask():
            filters = (one for base in self.bases(cls) for one in base.get_filters(is_instance=True))
            return any(one.get(name) for one in filters) or any(has_unknown_base(base) for base in self.bases(cls))

        return self.guarded(ask, False)

    def has_plain_value(self, cls):
        """Members of the enum are strings or numbers themselves."""
        names = (self.guarded(lambda one=one: one.py__name__(), "") for one in self.bases(cls))
        return any(one in ("str", "int", "float", "IntEnum", "StrEnum", "IntFlag") for one in names)

    def class_of(self, value):
        """(class, "instance" or "class") of a value, or None."""
        if value.is_class():
            return value, "class"
        if value.is_instance():
            cls = self.guarded(lambda: value.py__class__(), None)
            return (cls, "instance") if cls is not None and cls.is_class() else None
        return None


def has_unknown_base(cls):
    return any(hasattr(lazy, "infer") and not list(lazy.infer()) for lazy in cls.py__bases__())


def is_self_annotation(annotation):
    return annotation is not None and annotation.get_code().strip(" \"'").split(".")[-1] in ("Self", "Model")
