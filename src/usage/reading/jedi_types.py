"""Types of expressions, inferred by jedi, which reads and never runs code. One state serves all files of one consumer.

The functions below use jedi's inference directly, because its public API answers for names only, not for `make().attribute`.
A class is named by its identity: the file that defines it and its qualified name.
"""

import os
import time

import jedi
from exports import dunder_all
from jedi.file_io import FileIO
from jedi.inference import InferenceState
from jedi.inference.helpers import infer_call_of_leaf
from jedi.inference.imports import load_module_from_path

MAX_VALUES = 12
#: Of classes that derive from each other.
MAX_DEPTH = 40


class OutOfTime(BaseException):
    """The time limit for reading has passed."""


class Types:
    def __init__(self, folder, site, cache_folder, deadline):
        jedi.settings.cache_directory = cache_folder
        jedi.settings.auto_import_modules = []
        jedi.settings.dynamic_params_for_other_modules = False
        environment = jedi.InterpreterEnvironment()
        library = [one for one in environment.get_sys_path() if one and "site-packages" not in one]
        path = list(dict.fromkeys([folder, site, *library]))
        project = jedi.Project(folder, sys_path=path, smart_sys_path=False, load_unsafe_extensions=False)
        self.state = InferenceState(project, environment=environment, script_path=None)
        self.folder = os.path.realpath(folder)
        self.site = os.path.realpath(site)
        self.deadline = deadline
        self.errors = 0
        self.modules = {}
        self.kinds = {}
        self.values = {}
        self.orders = {}

    def guarded(self, ask, otherwise=()):
        """jedi raises now and then on code that it does not understand: that expression is unknown."""
        if time.monotonic() > self.deadline:
            raise OutOfTime()
        self.state.reset_recursion_limitations()
        try:
            return ask()
        except OutOfTime:
            raise
        except (Exception, RecursionError):
            self.errors += 1
            return otherwise

    # Modules and names of the provider

    def module(self, dotted):
        if dotted not in self.modules:
            found = self.guarded(lambda: list(self.state.import_module(tuple(dotted.split(".")))))
            self.modules[dotted] = next((one for one in found if one.is_module()), None)
        return self.modules[dotted]

    def values_of(self, module, name):
        if (module, name) not in self.values:
            loaded = self.module(module)
            found = () if loaded is None else self.guarded(lambda: list(loaded.py__getattribute__(name)))
            self.values[module, name] = list(found)[:MAX_VALUES]
        return self.values[module, name]

    def kind(self, module, name):
        """class, enum, function, module, object, missing (the module has no such name), unknown."""
        if (module, name) not in self.kinds:
            self.kinds[module, name] = self._kind(module, name)
        return self.kinds[module, name]

    def _kind(self, module, name):
        for value in self.values_of(module, name):
            if value.is_class():
                return "enum" if self.is_enum(value) else "class"
            if value.is_module():
                return "module"
            if value.is_function():
                return "function"
            if value.is_instance():
                return "object"
        loaded = self.module(module)
        if loaded is None:
            return "missing"
        names = self.guarded(lambda: self.names_of(loaded), None)
        return "missing" if names is not None and not {name, "__getattr__"} & names else "unknown"

    def names_of(self, module):
        return {one.string_name for filter in module.get_filters() for one in filter.values()}

    def is_other_than_module(self, module, name):
        return any(not one.is_module() for one in self.values_of(module, name))

    def star_names(self, module):
        """The names that `from module import *` gives, None when that is not known."""
        loaded = self.module(module)
        if loaded is None:
            return None
        exported = self.guarded(lambda: loaded.tree_node and dunder_all(loaded.tree_node), None)
        if exported:
            return exported
        names = self.guarded(lambda: self.names_of(loaded), set())
        return {one for one in names if not one.startswith("_")}

    # Expressions of the consumer's files

    def tree(self, source):
        if source.path not in self.modules:
            name = tuple(source.module.split("."))
            load = lambda: load_module_from_path(self.state, FileIO(source.path), name, source.is_package)  # noqa: E731
            self.modules[source.path] = self.guarded(load, None)
        return self.modules[source.path]

    def base_of_attribute(self, source, node):
        """The values of `x` in `x.name`."""
        return self._of_leaf(source, node, lambda leaf: leaf.get_previous_leaf().get_previous_leaf())

    def of_expression(self, source, node):
        """The values of a name, an attribute or a call."""
        return self._of_leaf(source, node, lambda leaf: leaf)

    def _of_leaf(self, source, node, choose):
        module = self.tree(source)
        if module is None:
            return []
        line, column = node.end_lineno, source.column(node.end_lineno, node.end_col_offset)

        def ask():
            # At the border of two leaves parso gives the first: the end of a name is the name.
            leaf = choose(module.tree_node.get_leaf_for_position((line, column), include_prefixes=True))
            context = module.as_context().create_context(leaf)
            return list(infer_call_of_leaf(context, leaf))

        return list(self.guarded(ask))[:MAX_VALUES]

    def class_value(self, source, node):
        """The value of a class that the consumer defines."""
        module = self.tree(source)
        if module is None:
            return None

        def ask():
            column = source.column(node.lineno, node.col_offset) + len("class ")
            leaf = module.tree_node.get_leaf_for_position((node.lineno, column), include_prefixes=True)
            while leaf.parent.type != "classdef":
                leaf = leaf.parent
            return module.as_context().create_value(leaf.parent)

        return self.guarded(ask, None)

    # Classes

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


def is_self_annotation(annotation):
    return annotation is not None and annotation.get_code().strip(" \"'").split(".")[-1] in ("Self", "Model")
