"""Modules and names of the provider, resolved with jedi."""

from exports import dunder_all
from jedi_state import MAX_VALUES, JediState


class NameTypes(JediState):
    def module(self, dotted):
        """The module with this dotted name; None if jedi does not find it."""
        if dotted not in self.modules:
            found = self.guarded(lambda: list(self.state.import_module(tuple(dotted.split(".")))))
            self.modules[dotted] = next((one for one in found if one.is_module()), None)
        return self.modules[dotted]

    def values_of(self, module, name):
        """The values that jedi infers for a name of a module."""
        if (module, name) not in self.values:
            loaded = self.module(module)
            found = () if loaded is None else self.guarded(lambda: list(loaded.py__getattribute__(name)))
            self.values[module, name] = list(found)[:MAX_VALUES]
        return self.values[module, name]

    def kind(self, module, name):
        """Returns one of: class, enum, function, module, object, missing (the module has no such name), unknown."""
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
        if names is None or name in names or "__getattr__" in names:
            return "unknown"
        return "missing"

    def names_of(self, module):
        return {one.string_name for filter in module.get_filters() for one in filter.values()}

    def is_other_than_module(self, module, name):
        return any(not one.is_module() for one in self.values_of(module, name))

    def star_names(self, module):
        """The names that `from module import *` imports; None if they are unknown."""
        loaded = self.module(module)
        if loaded is None:
            return None
        exported = self.guarded(lambda: loaded.tree_node and dunder_all(loaded.tree_node), None)
        if exported is not None:
            return exported
        names = self.guarded(lambda: self.names_of(loaded), set())
        return {one for one in names if not one.startswith("_")}
