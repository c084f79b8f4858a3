"""Finds the class that defines an attribute, in the order of the bases."""

import os


def is_builtin(types, cls):
    identity = types.identity(cls)
    return identity is None or "site-packages" not in identity[0] or f"{os.sep}jedi{os.sep}" in identity[0]


def provider_base(types, classes, cls, name, skip_first=False):
    """The provider's class that defines an attribute, in the order of the bases; None if the consumer defines it."""
    for position, one in enumerate(types.bases(cls)):
        if classes.is_provider(one):
            return one
        shape = classes.shape(one)
        if shape is not None and shape.defines(name) and not (skip_first and position == 0):
            return None
        if shape is None:
            return None
    return None
