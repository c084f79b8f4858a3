"""Pydantic's JSON Schemas of a message's input and output, and the reasons why these may be incomplete."""

from core_names import TELEMETRY, BridgeError, failure, public

METHODS = ("__init__", "__new__", "model_post_init", "model_dump", "model_dump_json", "model_json_schema",
           "__get_pydantic_core_schema__", "__get_pydantic_json_schema__")
ANNOTATIONS = {"title", "description", "examples", "example", "deprecated", "default"}
CHANGES_TEXT = ("strip_whitespace", "to_lower", "to_upper", "str_strip_whitespace", "str_to_lower", "str_to_upper")


def by_pydantic(function):
    owner = getattr(function, "func", function)
    return (getattr(owner, "__module__", None) or "").startswith(("pydantic._internal", "pydantic.main"))


def own_methods(model):
    """Methods of the class that change how fields are read or written."""
    for cls in model.__mro__:
        if cls.__module__.startswith("pydantic") or cls is object:
            continue
        for name in METHODS:
            if name in vars(cls) and not by_pydantic(getattr(vars(cls)[name], "__func__", vars(cls)[name])):
                yield f"{cls.__name__} has its own {name}"


def own_code(node):
    """Reasons, found in Pydantic's core schema, why input or output may differ from the JSON Schema."""
    if isinstance(node, (list, tuple)):
        for one in node:
            yield from own_code(one)
    if not isinstance(node, dict):
        return
    kind = node.get("type")
    if isinstance(kind, str) and kind.startswith("function"):
        yield "it has a validator or a serializer of its own"
    if kind == "enum" and node.get("missing") or node.get("custom_init") or node.get("post_init"):
        yield "it has code of its own where it is made"
    if node.get("computed_fields"):
        yield "it has computed fields"
    if any(node.get(name) is True for name in CHANGES_TEXT):
        yield "it changes the text that it is given"
    yield from own_annotations(node.get("metadata") or {})
    for name, below in node.items():
        if name not in ("metadata", "default", "members", "cls"):
            yield from own_code(below)


def own_annotations(metadata):
    functions = [*metadata.get("pydantic_js_functions", ()), *metadata.get("pydantic_js_annotation_functions", ())]
    extra = metadata.get("pydantic_js_extra") or {}
    changed = {*(metadata.get("pydantic_js_updates") or {}), *(extra if isinstance(extra, dict) else ["?"])}
    if not all(map(by_pydantic, functions)) or not changed <= ANNOTATIONS:
        yield "its JSON schema is changed by hand"


def uncertainties(model):
    """Reasons why the written message may differ from its JSON Schema: for one field, or for all (None)."""
    found = [(None, text) for text in own_methods(model)]
    extra = model.model_config.get("json_schema_extra") or {}
    if not isinstance(extra, dict) or not set(extra) <= ANNOTATIONS:
        found.append((None, "its JSON schema is changed by hand"))
    node = dict(model.__pydantic_core_schema__)
    fields = node.get("schema", {}).get("fields") if node.get("type") == "model" else None
    if isinstance(fields, dict):
        node["schema"] = {**node["schema"], "fields": {}}
        found += [(name, text) for name, field in fields.items() for text in own_code(field)]
    found += [(None, text) for text in own_code(node)]
    return [{"field": field, "reason": text} for field, text in dict.fromkeys(found)]


def with_defaults():
    """A schema generator in which a field with a default is required, because it is always written."""
    from pydantic.json_schema import GenerateJsonSchema

    class WithDefaults(GenerateJsonSchema):
        def field_is_required(self, field, total):
            if field["type"] == "typed-dict-field":
                return super().field_is_required(field, total)
            return not field.get("serialization_exclude") and not field.get("serialization_exclude_if")

    return WithDefaults


def schema(request):
    model = public(TELEMETRY, request["message"])
    try:
        config = model.model_config
        by_name = config.get("populate_by_name") or config.get("validate_by_name")
        by_alias = bool(config.get("serialize_by_alias"))
        return {
            "writes": model.model_json_schema(by_alias, schema_generator=with_defaults(), mode="serialization"),
            "takes": model.model_json_schema(not by_name, mode="validation"),
            "uncertainties": uncertainties(model),
        }
    except Exception as error:
        raise BridgeError("no-schema", **failure(error))
