"""Infers the classes that an expression of the consumer can be an instance of."""

import ast

from narrowing import narrowed
from trees import enclosing_class, is_self, root_of

LITERALS = (ast.Constant, ast.JoinedStr, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.ListComp, ast.DictComp)


def classes_of(file, node, expression):
    """(class, "instance" or "class") for each value that the expression can have at the node."""
    kinds, excluded = narrowed(file, node, expression)
    if kinds is not None:
        return [(one, "instance") for one in kinds]
    return [one for one in inferred(file, node, expression) if file.types.identity(one[0]) not in excluded]


def classes_with(file, node, expression, attribute):
    """As classes_of. Of several classes, only those that may have the attribute: the object is of one of them, because the consumer's code works with
    this release. Others are, for instance, placeholders for what could not be imported."""
    found = classes_of(file, node, expression)
    having = [one for one in found if file.types.may_have_member(one[0], attribute)] if len(found) > 1 else []
    return having or found


def inferred(file, node, expression):
    """Types of an expression, cached. A name that is bound once has the same values everywhere in its scope."""
    root = root_of(expression)
    scope = file.bindings.scope_of(node)
    name = root.id if isinstance(root, ast.Name) else ""
    once = name and len(file.bindings.scopes[scope].values.get(name, [])) <= 1
    key = (scope, ast.unparse(expression)) if once else (expression,)
    if key not in file.cache:
        values = file.types.of_expression(file.source, expression)
        found = [one for one in (file.types.class_of(value) for value in values) if one]
        file.cache[key] = found  # set before the recursion below, which `x = x.copy()` would make endless
        if not any(file.classes.derives(cls) for cls, _ in found):
            file.cache[key] = returned_self(file, node, expression) or found
        if not values and not file.cache[key] and from_provider(file, expression):
            file.missing(node, ast.unparse(node), "unknown-type")
    return file.cache[key]


def returned_self(file, node, expression, depth=0):
    """`Model.model_validate(…)`, whose annotation is `Self`: jedi does not infer that."""
    if isinstance(expression, ast.Name) and depth == 0:
        expression = file.bindings.assigned_value(expression)
    if not isinstance(expression, ast.Call) or not isinstance(expression.func, ast.Attribute):
        return []
    function = expression.func
    target = file.bindings.resolve(function.value)
    classes = []
    if target and target[0] == "name":
        classes = [one for one in file.types.values_of(target[1], target[2]) if one.is_class()]
    elif target is None:
        classes = [cls for cls, _ in classes_of(file, node, function.value)]
    return [(cls, "instance") for cls in classes if file.types.method_returns_self(cls, function.attr)]


def own_attribute(file, node):
    """`self.name` in a class of the consumer: the class, when it may inherit the name from the provider."""
    owner = enclosing_class(file.source, node)
    if owner is None:
        return None
    value = file.classes.value(file.source, owner)
    return value if value is not None and file.classes.derives(value) else None


def cannot_be_provider(file, expression):
    """A constant, a module or name of another distribution, an object of a class that derives from nothing of the provider."""
    root = root_of(expression)
    if isinstance(root, LITERALS):
        return True
    if not isinstance(root, ast.Name):
        return False
    if is_self(root) and expression is root:
        return own_attribute(file, root) is None
    for scope_node in file.bindings.outer_scopes(root):
        scope = file.bindings.scopes[scope_node]
        if root.id in scope.imports:
            return not any(may_lead_to_provider(file, module, name) for _, module, name in scope.imports[root.id])
        if root.id in scope.bound:
            return False
    return not any(scope.stars for scope in file.bindings.scopes.values())


def may_lead_to_provider(file, module, name):
    program = file.program
    own = module in program.by_module or f"{module}.{name}" in program.by_module
    return own or program.is_import_of_provider(module, name) or program.is_namespace(module)


def from_provider(file, expression):
    """The expression begins with a name of the provider."""
    while isinstance(expression, (ast.Call, ast.Attribute, ast.Await, ast.Subscript)):
        target = file.bindings.resolve(expression)
        if target and target[0] in ("name", "module"):
            return True
        expression = getattr(expression, "func", None) or expression.value
    target = file.bindings.resolve(expression)
    return bool(target) and target[0] in ("name", "module")
