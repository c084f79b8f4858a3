"""Lets market_data_core write its own messages: one JSON request a line on stdin, one JSON answer a line on stdout.

{"id": 1, "ask": "describe"}                                                     which core it is
{"id": 2, "ask": "write", "message": "FeedbackEvent", "fields": {...}, "levels": ["level"]}  the text core writes
{"id": 3, "ask": "schema", "message": "FeedbackEvent"}                           what it takes and writes, as JSON Schemas

An answer is {"id": n, "ok": ...} or {"id": n, "error": {"kind": ...}}. It ends when stdin is closed. Python >= 3.9.
"""

import importlib
import json
import os
import sys
import traceback
from importlib import metadata

if sys.version_info < (3, 9):
    sys.exit("core needs Python 3.9 or newer, this is " + sys.version.split()[0])

TELEMETRY = "market_data_core.telemetry"
PUBLIC = {
    TELEMETRY: ("BackpressureLevel", "FeedbackEvent", "RateAdjustment"),
    "market_data_core.protocols": ("RateController", "FeedbackPublisher"),
}


class Trouble(Exception):
    """An answer that is an error: its kind, and what belongs to it."""

    def __init__(self, kind, **detail):
        super().__init__(kind)
        self.answer = {"kind": kind, **detail}


def private_streams():
    """Keeps stdin and stdout for the protocol: core's own print() goes to stderr, its input() finds nothing."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return requests, answers


def words(error):
    """The exception's text, and the last line of its traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    line = f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else ""
    return {"text": f"{type(error).__name__}: {error}", "line": line}


def load(module):
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name == "market_data_core":
            raise Trouble("not-installed")
        if error.name == module:
            raise Trouble("missing-name", name=module)
        raise Trouble("import-failed", **words(error))
    except (Exception, SystemExit) as error:
        raise Trouble("import-failed", **words(error))


def public(module, name):
    loaded = load(module)
    if not hasattr(loaded, name):
        raise Trouble("missing-name", name=f"{module}.{name}")
    return getattr(loaded, name)


def missing_names():
    """The public names that are not there; a core that cannot be imported at all is an error."""
    missing = []
    for module, names in PUBLIC.items():
        for name in names:
            try:
                public(module, name)
            except Trouble as trouble:
                if trouble.answer["kind"] != "missing-name":
                    raise
                missing.append(f"{module}.{name}")
    return missing


def distribution():
    """Version and commit of what pip installed."""
    try:
        found = metadata.distribution("market-data-core")
    except metadata.PackageNotFoundError:
        return None, None
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    return found.version, origin.get("vcs_info", {}).get("commit_id")


def describe(_):
    missing = missing_names()
    package = load("market_data_core")
    version, commit = distribution()
    return {
        "version": version or getattr(package, "__version__", None),
        "commit": commit,
        "python": sys.version.split()[0],
        "folder": os.path.dirname(getattr(package, "__file__", None) or ""),
        "missingNames": missing,
    }


def level(value):
    """Core's own enum member; where core does not know the word, its validation shall say so."""
    try:
        return public(TELEMETRY, "BackpressureLevel")(value)
    except (ValueError, TypeError):
        return value


def refusals(error, fields):
    """What core refuses: Pydantic names each field, other classes give one text."""
    try:
        found = [(str(e["loc"][0]) if e["loc"] else None, e["msg"]) for e in error.errors()]
    except Exception:
        found = [(None, f"{type(error).__name__}: {error}")]
    return [
        {"field": field, "given": json.dumps(fields[field]) if field in fields else None, "reason": reason}
        for field, reason in found
    ]


def write(request):
    model = public(TELEMETRY, request["message"])
    given = request["fields"]
    fields = {name: level(value) if name in request["levels"] else value for name, value in given.items()}
    try:
        message = model(**fields)
    except (ValueError, TypeError) as error:
        raise Trouble("refused", refusals=refusals(error, given))
    return message.model_dump_json()


METHODS = ("__init__", "__new__", "model_post_init", "model_dump", "model_dump_json", "model_json_schema",
           "__get_pydantic_core_schema__", "__get_pydantic_json_schema__")
ANNOTATIONS = {"title", "description", "examples", "example", "deprecated", "default"}
CHANGES_TEXT = ("strip_whitespace", "to_lower", "to_upper", "str_strip_whitespace", "str_to_lower", "str_to_upper")


def by_pydantic(function):
    owner = getattr(function, "func", function)
    return (getattr(owner, "__module__", None) or "").startswith(("pydantic._internal", "pydantic.main"))


def own_methods(model):
    """Methods that stand between the fields and the text."""
    for cls in model.__mro__:
        if cls.__module__.startswith("pydantic") or cls is object:
            continue
        for name in METHODS:
            if name in vars(cls) and not by_pydantic(getattr(vars(cls)[name], "__func__", vars(cls)[name])):
                yield f"{cls.__name__} has its own {name}"


def own_code(node):
    """What in Pydantic's core schema takes or writes something else than the JSON schema may say."""
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


def doubts(model):
    """Why what it writes may not follow its JSON schema: of one field, or (None) of all."""
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
    return [{"field": field, "text": text} for field, text in dict.fromkeys(found)]


def with_defaults():
    """A field that has a default is written, too."""
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
            "doubts": doubts(model),
        }
    except Exception as error:
        raise Trouble("no-schema", **words(error))


def answer(request):
    asks = {"describe": describe, "write": write, "schema": schema}
    try:
        return {"id": request["id"], "ok": asks[request["ask"]](request)}
    except Trouble as trouble:
        return {"id": request["id"], "error": trouble.answer}
    except (Exception, SystemExit) as error:
        return {"id": request["id"], "error": {"kind": "failed", **words(error)}}


def main():
    requests, answers = private_streams()
    for line in requests:
        print(json.dumps(answer(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
