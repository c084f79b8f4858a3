"""Judges whether the installed release of a provider fits the uses of a consumer. Answers JSON lines (see ../python/json_lines.py):

{"id": 1, "ask": "record", "uses": […]}   the uses with their baseline, and the facts of the release that they were read with
{"id": 2, "ask": "judge", "uses": […]}    one result for each use
{"id": 3, "ask": "describe", "distribution": "market-data-core"}   its release and its import packages

The uses and the results are described in use.ts. The provider's modules are imported, which runs their top-level code. None of their functions is called.
"""

import os
import re
import runpy
import sys
import warnings
from importlib import metadata

HERE = os.path.dirname(os.path.abspath(__file__))
load_shared = runpy.run_path(os.path.join(HERE, os.pardir, "python", "load_shared.py"))["load_shared"]
MEMORY_BYTES = 12 * 2**30
sys.dont_write_bytecode = True
load_shared("usage/key_lookup")
sys.path.insert(0, os.path.join(HERE, "judging"))

import alternatives  # noqa: E402
import checks  # noqa: E402 - the path is restored below, so that the provider cannot import these modules

sys.path.pop(0)
for name, module in list(sys.modules.items()):
    if os.path.dirname(getattr(module, "__file__", None) or "") == os.path.join(HERE, "judging"):
        sys.modules[f"usage_judging_{name}"] = sys.modules.pop(name)


def record(request):
    for use in request["uses"]:
        facts = {}
        findings = checks.check_use(use, facts)
        use["baseline"] = {**facts, "notFitting": sorted(set(findings.keys) - findings.certain_keys)}
        forget_certainty(use)
    return request["uses"]


def forget_certainty(use):
    """What is certain about the baseline release is in its `notFitting`."""
    for part in [*use["calls"], *use["members"], *(call for member in use["members"] for call in member["calls"])]:
        part.pop("certain", None)


def judge(request):
    findings = [checks.check_use(use) for use in request["uses"]]
    alternatives.weigh_alternatives(request["uses"], findings)
    return [one.result() for one in findings]


def describe(request):
    found = metadata.distribution(request["distribution"])
    return {"version": found.version, "packages": packages_of(found), "site": str(found.locate_file(""))}


def packages_of(distribution):
    """The names to import. For a namespace package, whose folder may belong to several distributions: the modules in it."""
    files = [str(one).replace(os.sep, "/") for one in distribution.files or ()]
    code = [one for one in files if re.search(r"\.(py|pyi|so|pyd)$", one) and not one.startswith("..")]
    found = packages_in("", code, lambda path: is_extended(distribution, path))
    return sorted(found) or sorted((distribution.read_text("top_level.txt") or "").split())


def is_extended(distribution, path):
    """Whether an `__init__.py` declares that other distributions add modules to its package."""
    with open(distribution.locate_file(path), "rb") as file:
        return re.search(rb"extend_path\(__path__|declare_namespace\(__name__", file.read()) is not None


def packages_in(folder, code, is_extended):
    """Packages have an `__init__` file, namespace packages have none, or one that extends their path."""
    found = set()
    for name in {one[len(folder) :].split("/")[0] for one in code if one.startswith(folder)}:
        path = f"{folder}{name}/"
        init = next((one for one in code if one.startswith(f"{path}__init__.")), None)
        if path[:-1] in code:
            found |= {f"{folder}{name.split('.')[0]}"} - {f"{folder}__init__"}
        elif name in ("tests", "test", "docs", "examples") or not re.fullmatch(r"[A-Za-z_]\w*", name):
            continue
        elif init and not (init.endswith(".py") and is_extended(init)):
            found.add(path[:-1])
        else:
            found |= packages_in(path, code, is_extended)
    return {one.replace("/", ".") for one in found}


if __name__ == "__main__":
    load_shared("python/memory_limit").limit_memory(MEMORY_BYTES)
    warnings.simplefilter("ignore")
    load_shared("python/json_lines").serve({"record": record, "judge": judge, "describe": describe})
