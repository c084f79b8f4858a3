"""Walks one file of the consumer and records each use of the provider."""

import ast

import guards
import shapes
from classes import provider_base
from reached import reached_by
from uses import add_call


class Collector:
    def __init__(self, source, program, types, classes, uses, conditions):
        self.source = source
        self.program = program
        self.bindings = program.bindings_of(source.module)
        self.types = types
        self.classes = classes
        self.uses = uses
        self.conditions = conditions
        self.cache = {}

    def collect(self):
        for node in ast.walk(self.source.tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self._import(node)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self._name(node)
            elif isinstance(node, ast.Attribute):
                self._attribute(node)
            elif isinstance(node, ast.Call):
                self._call(node)
            elif isinstance(node, ast.ClassDef):
                self._class(node)
            elif isinstance(node, ast.MatchClass):
                self._pattern(node)

    # Imports

    def _import(self, node):
        for alias in node.names:
            module = alias.name if isinstance(node, ast.Import) else self.program.absolute(self.source, node)
            if self.program.is_provider(module):
                self._one_import(node, module, None if isinstance(node, ast.Import) else alias.name)

    def _one_import(self, node, module, name):
        caught = guards.caught_around(self.source, node)
        never = (
            guards.only_for_types(self.source, node)
            or self.conditions.skipped(node)
            or guards.is_fallback(self.source, node, self._is_provider_import)
        )
        location = self.source.location(node)
        if name == "*":
            if self.types.star_names(module) is None:
                self.uses.missing(location, f"from {module} import *", "star-import")
            name = None
        use = self.uses.of((module, name))
        use.imported = True
        use.module_required |= not never and not (guards.IMPORT_MODULE & caught)
        use.found(location, not never and not ((guards.IMPORT_NAME if name else guards.IMPORT_MODULE) & caught))

    def _is_provider_import(self, node):
        if isinstance(node, ast.Import):
            return any(self.program.is_provider(alias.name) for alias in node.names)
        return isinstance(node, ast.ImportFrom) and self.program.is_provider(self.program.absolute(self.source, node))

    # Names and dotted names

    def _name(self, node):
        target = self.bindings.resolve(node)
        if target is None or self._inside_base(node):
            return
        if target[0] == "name":
            self._reference(node, target, by_import=True)
        elif target[0] == "class":
            self._own_class(node, target)

    def _inside_base(self, node):
        """The name itself was recorded with its import; a subscript of a class is the class."""
        return False

    def _attribute(self, node):
        base = self.bindings.resolve(node.value)
        if base and base[0] == "module":
            self._of_module(node, base[1])
        elif base and base[0] == "name":
            self._of_name(node, base)
        elif base and base[0] == "class":
            self._of_own_class(node, base)
        elif base is None:
            self._of_expression(node)

    def _of_module(self, node, module):
        target = self.program.attribute(module, node.attr)
        if target[0] == "module":
            if ("module", target[1]) not in self._imported_modules():
                self._reference(node, ("name", module, node.attr), by_import=False)
        elif not isinstance(node.ctx, ast.Load):
            return
        else:
            self._reference(node, target, by_import=False)

    def _imported_modules(self):
        if "modules" not in self.cache:
            self.cache["modules"] = {
                ("module", module if name is None else f"{module}.{name}")
                for scope in self.bindings.scopes.values()
                for imports in scope.imports.values()
                for node, module, name in [
                    *imports,
                    *((n, a.name, None) for n, *_ in imports if isinstance(n, ast.Import) for a in n.names),
                ]
            }
        return self.cache["modules"]

    def _reference(self, node, target, by_import):
        """An expression that is a name of the provider."""
        _, module, name = target
        if name in ("__file__", "__name__", "__doc__", "__path__", "__spec__") or self.conditions.skipped(node):
            return
        use = self.uses.of((module, name))
        use.imported = True
        typed = guards.only_for_types(self.source, node) or self._unevaluated(node)
        caught = guards.caught_around(self.source, node)
        if not by_import:
            use.found(self.source.location(node), not typed and not (guards.ATTRIBUTE & caught))
        elif self.bindings.by_star(node):
            use.found(self.source.location(node), not typed and "NameError" not in caught)
        elif not use.locations:
            use.found(self.source.location(node), False)
        if not typed:
            self._roles(node, use, target, caught)

    def _unevaluated(self, node):
        """In an annotation that Python does not evaluate."""
        for parent, child in guards.ancestors(self.source, node):
            if isinstance(parent, ast.AnnAssign) and child is parent.annotation:
                inside = isinstance(self.bindings.scope_of(parent), (ast.FunctionDef, ast.AsyncFunctionDef))
                return self.source.future_annotations or inside
            if isinstance(parent, ast.arg) or (
                isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)) and child is parent.returns
            ):
                return self.source.future_annotations
            if isinstance(parent, ast.stmt):
                return False
        return False

    def _roles(self, node, use, target, caught):
        whole = self._generic(node)
        parent = self.source.parents.get(whole)
        location = self.source.location(node)
        role = self._role(whole)
        if role["kind"] == "call":
            self._called(use, target, parent, role, caught, location)
        holder = self.source.parents.get(parent) if isinstance(parent, ast.Tuple) else parent
        if isinstance(holder, ast.ExceptHandler):
            use.caught = True
        use.isinstance |= self._in_isinstance(whole)
        if isinstance(parent, ast.Subscript) and parent.value is node and self._is_enum(target):
            if isinstance(parent.slice, ast.Constant) and isinstance(parent.slice.value, str):
                use.enum_member(parent.slice.value, None, location, "KeyError" not in caught)
        if isinstance(parent, ast.Call) and guards.last_name(parent.func) == "partial" and parent.args[:1] == [node]:
            shape = {**shapes.call_shape(parent), "star": True, "doubleStar": True}
            shape["positional"] -= 1
            use.call(shape, "call", "value", caught, location, True)

    def _generic(self, node):
        """`Base[int]` for `Base`, where that is a class."""
        parent = self.source.parents.get(node)
        if isinstance(parent, ast.Subscript) and parent.value is node and self.bindings.resolve(parent):
            return parent
        return node

    def _called(self, use, target, parent, role, caught, location):
        required = not guards.ARGUMENTS & caught
        if self._is_enum(target):
            first = parent.args[0] if isinstance(parent, ast.Call) and len(parent.args) == 1 else None
            if isinstance(first, ast.Constant) and isinstance(first.value, (str, int)):
                use.enum_member(None, first.value, location, "ValueError" not in caught)
            return
        use.call(role["shape"], "call", role["consumed"], caught, location, required)

    def _is_enum(self, target):
        return self.types.kind(target[1], target[2]) == "enum"

    def _role(self, node):
        parent = self.source.parents.get(node)
        if isinstance(parent, ast.Call) and parent.func is node:
            consumed = shapes.consumption(self.source, parent)
            return {"kind": "call", "shape": shapes.call_shape(parent), "consumed": consumed}
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node in parent.decorator_list:
            return {"kind": "call", "shape": shapes.DECORATOR, "consumed": "value"}
        written = isinstance(getattr(node, "ctx", None), ast.Store)
        return {"kind": "write" if written else "read", "shape": None, "consumed": shapes.consumption(self.source, node)}

    def _in_isinstance(self, node):
        parent = self.source.parents.get(node)
        while isinstance(parent, (ast.Tuple, ast.BinOp)):
            node, parent = parent, self.source.parents.get(parent)
        names = ("isinstance", "issubclass")
        return isinstance(parent, ast.Call) and guards.last_name(parent.func) in names and parent.args[1:2] == [node]

    # Members

    def _of_name(self, node, base):
        if self.conditions.skipped(node) or guards.only_for_types(self.source, node) or self._unevaluated(node):
            return
        _, module, name = base
        kind = self.types.kind(module, name)
        use = self.uses.of((module, name))
        role = self._role(node)
        caught = guards.caught_around(self.source, node)
        location = self.source.location(node)
        if kind == "enum" and role["kind"] == "read" and not node.attr.startswith("_"):
            use.enum_member(node.attr, None, location, not guards.ATTRIBUTE & caught)
        else:
            self._member(use, node, "class" if kind in ("class", "enum") else "object", role, caught, location)

    def _member(self, use, node, on, role, caught, location):
        if node.attr in ("__name__", "__class__", "__doc__", "__dict__", "__module__", "__qualname__"):
            return
        record = use.member(node.attr, on, role, location, not guards.ATTRIBUTE & caught)
        if role["kind"] == "call":
            add_call(record.calls, role["shape"], "call", role["consumed"], caught, location, not guards.ARGUMENTS & caught)

    def _of_expression(self, node):
        if self._cannot_be_provider(node.value) or self.conditions.skipped(node):
            return
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            inner = self._own_attribute(node)
            if inner is not None:
                self._record_class(node, inner, "instance" if node.value.id == "self" else "class")
                return
        for cls, on in self._classes_of_base(node):
            self._record_class(node, cls, on)

    def _classes_of_base(self, node):
        narrowed, excluded = self._narrowed(node)
        if narrowed is not None:
            return [(one, "instance") for one in narrowed]
        root = guards.last_name(root_of(node.value))
        scope = self.bindings.scope_of(node)
        key = (scope, ast.unparse(node.value)) if len(self.bindings.scopes[scope].values.get(root, [])) <= 1 else None
        if key is None or key not in self.cache:
            values = self.types.base_of_attribute(self.source, node)
            found = [one for one in (self.types.class_of(value) for value in values) if one]
            if not values and self._from_provider(node.value):
                self.uses.missing(self.source.location(node), ast.unparse(node), "unknown-type")
            if key is None:
                return [one for one in found if self.types.identity(one[0]) not in excluded]
            self.cache[key] = found
        return [one for one in self.cache[key] if self.types.identity(one[0]) not in excluded]

    def _record_class(self, node, cls, on):
        """A member of a provider's class, or of a class of the consumer that inherits it."""
        found = provider_base(self.types, self.classes, cls, node.attr)
        if found is None:
            return
        key = self.classes.key(found, self.source)
        role = self._role(node)
        caught = guards.caught_around(self.source, node)
        use = self.uses.of(key)
        location = self.source.location(node)
        if not use.imported:
            use.reached_by |= reached_by(self, node.value)
            use.found(location, False)
        if on == "class" and self.types.is_enum(found):
            # jedi gives the class for a member of an enum: its attributes are a member's own.
            if role["kind"] != "read" or node.attr in ("value", "name") or node.attr.startswith("_"):
                return
            use.enum_member(node.attr, None, location, not guards.ATTRIBUTE & caught)
            return
        self._member(use, node, on, role, caught, location)

    def _own_attribute(self, node):
        """`self.name` in a class of the consumer: the class, when it may inherit the name from the provider."""
        owner = self._enclosing_class(node)
        if owner is None:
            return None
        value = self.classes.value(self.source, owner)
        return value if value is not None and self.classes.derives(value) else None

    def _enclosing_class(self, node):
        return next((parent for parent, _ in guards.ancestors(self.source, node) if isinstance(parent, ast.ClassDef)), None)

    def _cannot_be_provider(self, expression):
        """A constant, a module or name of another distribution, an object of a class that derives from nothing of the provider."""
        root = root_of(expression)
        if isinstance(root, (ast.Constant, ast.JoinedStr, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.ListComp, ast.DictComp)):
            return True
        if not isinstance(root, ast.Name):
            return False
        if root.id in ("self", "cls") and expression is root:
            return self._own_attribute(root) is None
        for scope_node in self.bindings.outer_scopes(root):
            scope = self.bindings.scopes[scope_node]
            if root.id in scope.imports:
                return not any(
                    module in self.program.by_module
                    or f"{module}.{name}" in self.program.by_module
                    or self.program.is_provider(module)
                    for _, module, name in scope.imports[root.id]
                )
            if root.id in scope.bound:
                return False
        return not any(scope.stars for scope in self.bindings.scopes.values())

    def _from_provider(self, expression):
        """The expression begins with a name of the provider."""
        while isinstance(expression, (ast.Call, ast.Attribute, ast.Await, ast.Subscript)):
            target = self.bindings.resolve(expression)
            if target and target[0] in ("name", "module"):
                return True
            expression = getattr(expression, "func", None) or expression.value
        target = self.bindings.resolve(expression)
        return bool(target) and target[0] in ("name", "module")

    def _narrowed(self, node):
        """By `isinstance(x, T)` around: the classes that x can only be, and those that it is not."""
        text, excluded = ast.unparse(node.value), set()
        for parent, child in guards.ancestors(self.source, node):
            if isinstance(parent, guards.FUNCTIONS):
                break
            tests = []
            if isinstance(parent, (ast.If, ast.IfExp, ast.While)) and child is not parent.test:
                tests = [(parent.test, guards.is_in(child, parent.body))]
            elif isinstance(parent, ast.BoolOp):
                before = parent.values[: parent.values.index(child)]
                tests = [(one, isinstance(parent.op, ast.And)) for one in before]
            for test, positive in tests:
                kinds = isinstance_kinds(test, text)
                if kinds is None:
                    continue
                found = [one for kind in kinds for one in self._class_values(kind)]
                if positive:
                    return found, excluded
                excluded |= {self.types.identity(one) for one in found}
        return None, excluded

    def _class_values(self, expression):
        target = self.bindings.resolve(expression)
        if target and target[0] == "name":
            return [one for one in self.types.values_of(target[1], target[2]) if one.is_class()]
        if target and target[0] == "class":
            value = self.classes.value(target[1], target[2])
            return [value] if value is not None else []
        return []

    # Calls with a meaning of their own

    def _call(self, node):
        name = guards.last_name(node.func)
        if name == "getattr" and isinstance(node.func, ast.Name) and len(node.args) >= 2:
            self._getattr(node)
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call):
            if guards.last_name(node.func.value.func) == "super":
                self._super(node)
        target = self.bindings._imported_by_call(node)
        if target and not self.conditions.skipped(node):
            caught = guards.caught_around(self.source, node)
            use = self.uses.of((target[1], None))
            use.imported = True
            required = not guards.IMPORT_MODULE & caught
            use.module_required |= required
            use.found(self.source.location(node), required)

    def _getattr(self, node):
        target = self.bindings.resolve(node.args[0])
        if target is None or target[0] not in ("name", "module") or len(node.args) > 2 or self.conditions.skipped(node):
            return
        name = node.args[1]
        location = self.source.location(node)
        if not (isinstance(name, ast.Constant) and isinstance(name.value, str)):
            self.uses.missing(location, ast.unparse(node), "dynamic-name")
            return
        required = not guards.ATTRIBUTE & guards.caught_around(self.source, node)
        if target[0] == "module":
            use = self.uses.of((target[1], name.value))
            use.imported = True
            use.found(location, required)
        else:
            on = "class" if self.program.is_class(target) else "object"
            self.uses.of(target[1:]).member(name.value, on, {"kind": "read", "consumed": "value"}, location, required)

    def _super(self, node):
        owner = self._enclosing_class(node)
        value = owner and self.classes.value(self.source, owner)
        if value is None or self.conditions.skipped(node) or not self.classes.first_base_is_provider(value):
            return
        found = provider_base(self.types, self.classes, value, node.func.attr, skip_first=True)
        if found is None:
            return
        caught = guards.caught_around(self.source, node)
        use = self.uses.of(self.classes.key(found, self.source))
        location, required = self.source.location(node), not guards.ARGUMENTS & caught
        consumed = shapes.consumption(self.source, node)
        if node.func.attr == "__init__":
            use.call(shapes.call_shape(node), "super", consumed, caught, location, required)
            return
        role = {"kind": "call", "consumed": consumed}
        record = use.member(node.func.attr, "instance", role, location, True)
        add_call(record.calls, shapes.call_shape(node), "super", consumed, caught, location, required)

    # Classes of the consumer

    def _class(self, node):
        value = self.classes.value(self.source, node) if node.bases else None
        if value is None or self.conditions.skipped(node) or guards.only_for_types(self.source, node):
            return
        for found, derived in self.classes.derived(value, node, self.source):
            self.uses.of(self.classes.key(found, self.source)).derived.setdefault(derived["class"], derived)

    def _own_class(self, node, target):
        """An instance of a class of the consumer whose constructor is the provider's."""
        parent = self.source.parents.get(node)
        if not (isinstance(parent, ast.Call) and parent.func is node) or self.conditions.skipped(node):
            return
        value = self.classes.value(target[1], target[2])
        found = value is not None and self.classes.inherited_constructor(value)
        if not found:
            return
        base, fields = found
        shape = shapes.call_shape(parent)
        if fields and shape["positional"]:
            return
        shape["keywords"] = [one for one in shape["keywords"] if one not in fields]
        caught = guards.caught_around(self.source, node)
        use = self.uses.of(self.classes.key(base, self.source))
        use.call(
            shape,
            "subclass",
            shapes.consumption(self.source, parent),
            caught,
            self.source.location(node),
            not guards.ARGUMENTS & caught,
        )

    def _of_own_class(self, node, base):
        value = self.classes.value(base[1], base[2])
        if value is not None and not self.conditions.skipped(node):
            self._record_class(node, value, "class")

    def _pattern(self, node):
        """`case Name(attribute=…)`"""
        target = self.bindings.resolve(node.cls)
        if not target or target[0] != "name" or self.conditions.skipped(node):
            return
        use = self.uses.of(target[1:])
        use.isinstance = True
        for name in node.kwd_attrs:
            use.member(name, "instance", {"kind": "read", "consumed": "value"}, self.source.location(node), True)


def root_of(expression):
    """`a` of `a.b[0].c()`"""
    while True:
        if isinstance(expression, (ast.Attribute, ast.Subscript, ast.Await, ast.Starred)):
            expression = expression.value
        elif isinstance(expression, ast.Call):
            expression = expression.func
        else:
            return expression


def isinstance_kinds(test, text):
    """The second argument of `isinstance(text, …)` as a list, None for another test."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return next((kinds for kinds in (isinstance_kinds(one, text) for one in test.values) if kinds is not None), None)
    if not (isinstance(test, ast.Call) and guards.last_name(test.func) == "isinstance" and len(test.args) == 2):
        return None
    if ast.unparse(test.args[0]) != text:
        return None
    kinds = test.args[1]
    return kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]
