"""Objects of the consumer's classes that a call passes to the provider, which may call their methods (a protocol)."""

import ast

from trees import enclosing_class, is_self


def passed_objects(file, call):
    """{(position or keyword, identity of the class)}; the classes are described by `Classes.passed_json`."""
    found = set()
    for position, one in enumerate(call.args):
        if isinstance(one, ast.Starred):
            break
        found |= {(str(position), identity) for identity in own_classes(file, one)}
    for one in call.keywords:
        if one.arg:
            found |= {(one.arg, identity) for identity in own_classes(file, one.value)}
    return found


def own_classes(file, expression):
    """Identities of the consumer's classes that an argument is an instance of."""
    if is_self(expression) and expression.id == "self":
        owner = enclosing_class(file.source, expression)
        value = owner and file.classes.value(file.source, owner)
        return remembered(file, [value] if value else [])
    if not isinstance(expression, (ast.Name, ast.Call, ast.Attribute)) or file.bindings.resolve(expression):
        return set()
    values = (file.types.class_of(value) for value in file.types.of_expression(file.source, expression))
    classes = [cls for cls, on in filter(None, values) if on == "instance" and file.classes.shape(cls) is not None]
    return remembered(file, classes)


def remembered(file, classes):
    classes = [cls for cls in classes if file.types.identity(cls) and file.classes.shape(cls) is not None]
    file.classes.remember(classes)
    return {file.types.identity(cls) for cls in classes}
