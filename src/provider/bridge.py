"""Answers requests about the installed market_data_core: JSON lines on stdin and stdout (see json_lines.py).

{"id": 1, "ask": "describe", "names": {"FeedbackEvent": "market_data_core.telemetry", ...}}  version, commit and missing names of core
{"id": 2, "ask": "write", "message": "FeedbackEvent", "fields": {...}, "levels": ["level"]}  the text core writes
{"id": 3, "ask": "read", "message": "FeedbackEvent", "text": "{...}"}            the text core writes after reading the message
{"id": 4, "ask": "check", "check": "rate_controller_signature", ...}             the result of a check of core's API (see core_checks.py)
{"id": 5, "ask": "schema", "message": "FeedbackEvent"}                           the JSON Schemas of what it accepts and writes

Python >= 3.9.
"""

import json
import os
import sys
from importlib import metadata

if sys.version_info < (3, 9):
    sys.exit("core needs Python 3.9 or newer, this is " + sys.version.split()[0])

FOLDER = os.path.dirname(os.path.abspath(__file__))
PATHS = [FOLDER, os.path.join(FOLDER, os.pardir, "python")]
sys.path[:0] = PATHS
import json_lines
from core_checks import CHECKS
from core_messages import build, dump, read
from core_names import load, missing_names
from core_schema import schema

# Core must not import the files of this folder.
sys.path[:] = [path for path in sys.path if path not in PATHS]


def distribution():
    """Version and commit of the installed distribution."""
    try:
        found = metadata.distribution("market-data-core")
    except metadata.PackageNotFoundError:
        return None, None
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    return found.version, origin.get("vcs_info", {}).get("commit_id")


def describe(request):
    missing = missing_names(request["names"])
    package = load("market_data_core")
    version, commit = distribution()
    return {
        "version": version or getattr(package, "__version__", None),
        "commit": commit,
        "python": sys.version.split()[0],
        "folder": os.path.dirname(getattr(package, "__file__", None) or ""),
        "missingNames": missing,
    }


def write_message(request):
    return dump(build(request["message"], request["fields"], request["levels"]))


def read_message(request):
    return dump(read(request["message"], request["text"]))


def check(request):
    return json.dumps(CHECKS[request["check"]](request))


json_lines.serve(
    {"describe": describe, "write": write_message, "read": read_message, "check": check, "schema": schema}
)
