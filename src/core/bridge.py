"""Lets market_data_core write its own messages: one JSON request a line on stdin, one JSON answer a line on stdout.

{"id": 1, "ask": "describe"}                                                     which core it is
{"id": 2, "ask": "write", "message": "FeedbackEvent", "fields": {...}, "levels": ["level"]}  the text core writes

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


def answer(request):
    try:
        return {"id": request["id"], "ok": {"describe": describe, "write": write}[request["ask"]](request)}
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
