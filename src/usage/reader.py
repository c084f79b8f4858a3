"""Reads what a consumer's code uses of a provider, without running it. Answers JSON lines (see ../python/json_lines.py):

{"id": 1, "ask": "read", "consumer": {"folder": "…", "packages": ["…"]}, "provider": {"site": "…", "packages": ["…"]},
 "cacheFolder": "…", "limits": {"files": 5000, "bytes": 2000000, "seconds": 120, "fileSeconds": 40}}

Types come from jedi, not from inference of our own: it resolves members of instances through annotations, return values and bases,
needs only one other distribution (parso), and reads a consumer in 1 to 25 s. The results were compared with the errors of pyright on
32 pairs of published releases (scripts/usage-oracle). On 26 lines the consumer's code really breaks: we report failures on 24 of them
and on no other line (recall 0.92, precision 1.00), and the other two as unknown. pyright reports errors on 24 of the 26 lines, and on
18 that do not break.
What types cannot show (values, what runs at import, guards) is judged with the installed provider and the syntax tree.

The answer is {"files": n, "uses": […], "unresolved": […]}, as use.ts describes it. One process reads one consumer: several
consumers cannot share jedi's caches.
"""

import ast
import math
import os
import runpy
import signal
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
load_shared = runpy.run_path(os.path.join(HERE, os.pardir, "python", "load_shared.py"))["load_shared"]
MEMORY_BYTES = 6 * 2**30
#: The least time between two reports of how many files have been read.
REPORT_SECONDS = 5
load_shared("usage/key_lookup")
sys.path.insert(0, os.path.join(HERE, "reading"))


def read(request):
    from jedi_state import OutOfTime
    from jedi_types import Types
    from sources import find_sources
    from uses import Uses

    limits, consumer, provider = request["limits"], request["consumer"], request["provider"]
    deadline = time.monotonic() + limits["seconds"]
    uses = Uses()
    sources = find_sources(consumer["folder"], consumer["packages"], limits, uses.missing)
    types = Types(consumer["folder"], provider["site"], request["cacheFolder"], deadline)
    try:
        program, classes = prepare(sources, provider, types, uses)
    except OutOfTime:
        for source in sources[:1]:
            uses.missing(f"{source.rel}:1", "no file was read", "out-of-time")
        return {"files": 0, **uses.json(None)}
    if types.errors:
        report_errors(types.errors, program.relevant[0].rel, uses)
    collect_files(program, types, classes, uses, limits["fileSeconds"], request["report"])
    types.deadline = math.inf  # the uses that were found are always returned: from here on only the caller's time limit applies
    return {"files": len(program.relevant), **uses.json(classes)}


def prepare(sources, provider, types, uses):
    """Finds the files that use the provider, and the names by which they import its classes."""
    from classes import Classes
    from program import Program

    program = Program(sources, provider["packages"], provider["site"], types)
    for source in program.find_relevant():
        reason, line = source.problem
        uses.missing(f"{source.rel}:{line}", f"{source.rel} was not read", reason)
    classes = Classes(program, types)
    for source in program.relevant:
        register_names(source, program, classes)
    return program, classes


def register_names(source, program, classes):
    from trees import last_name

    bindings = program.bindings_of(source.module)
    for node in ast.walk(source.tree):
        target = None
        if isinstance(node, ast.ClassDef) and len(node.bases) > 1:
            program.mixed |= {last_name(one) for one in node.bases}
        if isinstance(node, ast.Attribute):
            target = bindings.resolve(node)
        elif isinstance(node, ast.ImportFrom):
            module = program.absolute(source, node)
            for alias in node.names:
                found = program.imported(module, alias.name)
                if found and found[0] == "name":
                    classes.add_name(found[1], found[2], source.rel)
        if target and target[0] == "name":
            classes.add_name(target[1], target[2], source.rel)
        owner, attribute = assigned_attribute(node)
        program.assigned[attribute] += 1 if attribute else 0
        owner = bindings.resolve(owner) if attribute else None
        if owner and owner[0] == "name":
            classes.add_patch(owner[1], owner[2], attribute)


def assigned_attribute(node):
    """(owner, name) of `owner.name = …` and of `setattr(owner, "name", …)`."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        return node.value, node.attr
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr" and len(node.args) == 3:
        return node.args[0], getattr(node.args[1], "value", None)
    return None, None


def conditions_of(program, flags):
    """A function that gives the conditions of a file."""
    from conditions import Conditions

    def of(source):
        bindings = program.bindings_of(source.module)
        is_provider = lambda expression: (bindings.resolve(expression) or ("",))[0] in ("name", "module")  # noqa: E731
        return Conditions(source, flags, is_provider)

    return of


def collect_files(program, types, classes, uses, seconds, report):
    from conditions import version_flags
    from file_context import FileContext
    from reachable import find_conditional_modules

    conditions = conditions_of(program, {name for source in program.relevant for name in version_flags(source.tree)})
    conditional = find_conditional_modules(program, conditions)
    reported = time.monotonic()
    report({"read": 0, "of": len(program.relevant)})
    for position, source in enumerate(program.relevant):
        file = FileContext(source, program, types, classes, uses, conditions(source), source.module in conditional)
        collect_file(file, uses, seconds)
        if time.monotonic() >= reported + REPORT_SECONDS:
            reported = time.monotonic()
            report({"read": position + 1, "of": len(program.relevant)})


def collect_file(file, uses, seconds):
    from collect import collect
    from jedi_state import OutOfTime

    rel, errors = file.source.rel, file.types.errors
    with_alarm(seconds, OutOfTime)
    try:
        collect(file)
    except OutOfTime:
        uses.missing(f"{rel}:1", f"{rel} was not read to its end", "out-of-time")
    except (RecursionError, MemoryError) as error:
        uses.missing(f"{rel}:1", f"{rel}: {type(error).__name__}", "reader-error")
    finally:
        with_alarm(0, OutOfTime)
    if file.types.errors > errors:
        report_errors(file.types.errors - errors, rel, uses)


def report_errors(count, rel, uses):
    """What jedi failed on is unknown, which is not the same as unused."""
    uses.missing(f"{rel}:1", f"{rel}: jedi failed on {count} expression{'s' if count > 1 else ''}", "reader-error")


def with_alarm(seconds, error):
    """Raises the error in this thread after some seconds of CPU time, so that the result does not depend on the load of the machine. Without
    signals (Windows) only the caller's limit applies."""
    if not hasattr(signal, "setitimer"):
        return

    def stop(*_):
        raise error()

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


if __name__ == "__main__":
    load_shared("python/memory_limit").limit_memory(MEMORY_BYTES)
    sys.setrecursionlimit(3000)
    load_shared("python/json_lines").serve({"read": read})
