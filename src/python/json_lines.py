"""Answers one JSON line on stdout for each JSON line on stdin, in a process that child.ts has started.

A request is {"id": n, "ask": name, ...}. The answer is {"id": n, "ok": value}, or {"id": n, "error": {"kind": kind, ...}}. Before it, a
handler may call request["report"](value), which writes {"id": n, "progress": value}.
The code under test cannot write between the answers: its stdout is redirected to stderr, and its stdin is empty.
"""

import json
import os
import sys
import traceback


class RequestError(Exception):
    """An answer that is an error: its kind and its details."""

    def __init__(self, kind, **details):
        super().__init__(kind)
        self.answer = {"kind": kind, **details}


def failure(error):
    """The exception's text, and file and line of the innermost frame."""
    frames = traceback.extract_tb(error.__traceback__)
    location = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return {"text": f"{type(error).__name__}: {error}", "location": location}


def private_streams():
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return requests, answers


def answer(handlers, request):
    try:
        return {"ok": handlers[request["ask"]](request)}
    except RequestError as error:
        return {"error": error.answer}
    except (Exception, SystemExit) as error:
        return {"error": {"kind": "failed", **failure(error)}}


def serve(handlers):
    """Answers until stdin is closed; then ends the process at once, even if the code under test has running threads."""
    requests, answers = private_streams()

    def write(request, value):
        answers.write(json.dumps({"id": request["id"], **value}) + "\n")
        answers.flush()

    for line in requests:
        request = json.loads(line)
        request["report"] = lambda value, request=request: write(request, {"progress": value})
        write(request, answer(handlers, request))
    os._exit(0)
