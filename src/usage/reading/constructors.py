"""The constructor of the provider that `Mine(…)` ends in, and the arguments that it gets there: those of the call, or what an `__init__` of
the consumer passes on.

    class Mine(provider.Base):
        def __init__(self, name, **kwargs):
            super().__init__(**kwargs)
"""

import ast

import shapes
from contracts_key_lookup import is_key_lookup
from trees import last_name


def provider_constructor(file, cls, shape):
    """(class of the provider, arguments), or None where the consumer decides what the provider gets."""
    fields = set()
    for one in file.types.bases(cls):
        if file.classes.is_provider(one):
            own_keywords = [word for word in shape["keywords"] if word not in fields]
            return None if fields and shape["positional"] else (one, {**shape, "keywords": own_keywords})
        own = file.classes.shape(one)
        if own is None or changes_construction(own):
            return None
        if own.defines("__init__"):
            shape = passed_on(own.node, shape)
            if shape is None:
                return None
        fields |= own.fields
    return None


def changes_construction(own):
    decorators = (last_name(getattr(one, "func", one)) for one in own.node.decorator_list)
    return own.defines("__new__") or bool(own.node.keywords) or any(one != "dataclass" for one in decorators)


def passed_on(node, shape):
    """What the `__init__` in the class's body passes to the next one for a call; None unless it always passes on its `**kwargs` as they are."""
    init = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__" and not one.decorator_list]
    if len(init) != 1 or init[0].args.kwarg is None:
        return None
    arguments = init[0].args
    call = passing_call(init[0], arguments.kwarg.arg)
    if call is None:
        return None
    more = arguments.vararg.arg if arguments.vararg else None
    passes_more = any(is_unpacked(one, more) for one in call.args)
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args)][1:]
    extra = max(0, shape["positional"] - len(names))
    if extra and not (passes_more and uses_of(init[0], more) == 1):
        return None
    taken = {*names, *(one.arg for one in arguments.kwonlyargs)}
    return merged(rest_of(call, more, arguments.kwarg.arg), shape, extra, passes_more, taken)


def merged(given, shape, extra, passes_more, taken):
    """The arguments that the `__init__` adds, and those of the call that it does not take itself."""
    return {
        "positional": given["positional"] + extra,
        "keywords": sorted({*given["keywords"], *(one for one in shape["keywords"] if one not in taken)}),
        "star": given["star"] or (passes_more and shape["star"]),
        "doubleStar": given["doubleStar"] or shape["doubleStar"],
    }


def passing_call(init, rest):
    """`super().__init__(…, **rest)` as a statement that always runs, if `rest` is otherwise only read."""
    calls = [one.value for one in init.body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Call)]
    passing = [one for one in calls if is_super_init(one) and any(is_unpacked(word, rest) for word in one.keywords)]
    lookups = sum(is_key_lookup(one, rest) for one in ast.walk(init))
    returns = any(isinstance(one, ast.Return) for one in ast.walk(init))
    return passing[0] if len(passing) == 1 and uses_of(init, rest) == 1 + lookups and not returns else None


def is_super_init(call):
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "__init__"
        and isinstance(function.value, ast.Call)
        and last_name(function.value.func) == "super"
    )


def is_unpacked(argument, name):
    """`*name` or `**name`"""
    unpacked = isinstance(argument, ast.Starred) or (isinstance(argument, ast.keyword) and argument.arg is None)
    return unpacked and isinstance(argument.value, ast.Name) and argument.value.id == name


def rest_of(call, more, rest):
    args = [one for one in call.args if not is_unpacked(one, more)]
    keywords = [one for one in call.keywords if not is_unpacked(one, rest)]
    return shapes.call_shape(ast.Call(func=call.func, args=args, keywords=keywords))


def uses_of(function, name):
    return sum(isinstance(one, ast.Name) and one.id == name for one in ast.walk(function))
