"""Types of expressions, inferred by jedi, which reads and never runs code. One state serves all files of one consumer.

The functions below use jedi's inference directly, because its public API answers for names only, not for `make().attribute`.
"""

from jedi.file_io import FileIO
from jedi.inference.helpers import infer_call_of_leaf
from jedi.inference.imports import load_module_from_path
from jedi_classes import ClassTypes
from jedi_names import NameTypes
from jedi_state import MAX_VALUES


class Types(NameTypes, ClassTypes):
    """The types of a file's expressions."""

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

    def builtin_name(self, value):
        """`bytes` for an instance of the built-in class, else None."""
        found = self.class_of(value)
        if found is None or found[1] != "instance":
            return None
        ask = lambda: found[0].py__name__() if found[0].get_root_context().py__name__() == "builtins" else None  # noqa: E731
        return self.guarded(ask, None)

    def element_classes(self, source, node):
        """The classes of which a loop over the expression gets instances."""
        values = self.of_expression(source, node)
        ask = lambda: [one for value in values for lazy in value.iterate() for one in lazy.infer()]  # noqa: E731
        found = [self.class_of(one) for one in list(self.guarded(ask))[:MAX_VALUES]]
        return list(dict.fromkeys(one[0] for one in found if one and one[1] == "instance"))

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
