"""Releases and requirements by the rules of PEP 440 and 508. Answers JSON lines (see json_lines.py):

{"id": 1, "ask": "releases", "distribution": "x", "indexes": ["https://…/simple"], "folders": ["/wheels"]}
{"id": 2, "ask": "requirement", "folder": "…/site-packages", "distribution": "x", "on": "y"}   what x requires of y, null for nothing
{"id": 3, "ask": "allowed", "specifier": "<2,>=1.2", "releases": ["1.2", "2.0"]}
{"id": 4, "ask": "versions", "names": ["v1.2", "core-1.3"]}   those that contain a version, by version
{"id": 5, "ask": "name", "folder": "…"}   project name from pyproject.toml or setup.cfg

Indexes are queried through the Simple Repository API (PEP 503, 691 and 700).
"""

import base64
import json
import os
import re
import runpy
import sys
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from importlib import metadata

try:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet
    from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename
    from packaging.version import Version
except ImportError:  # pip has a copy of its own
    from pip._vendor.packaging.requirements import Requirement
    from pip._vendor.packaging.specifiers import SpecifierSet
    from pip._vendor.packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename
    from pip._vendor.packaging.version import Version

HERE = os.path.dirname(os.path.abspath(__file__))
load_shared = runpy.run_path(os.path.join(HERE, "load_shared.py"))["load_shared"]
TIMEOUT_SECONDS = 60
MAX_BYTES = 64 * 2**20
ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"


def releases(request):
    name = canonicalize_name(request["distribution"])
    files = [one for index in request["indexes"] for one in files_of_index(index, name)]
    files += [{"filename": one} for folder in request["folders"] if os.path.isdir(folder) for one in sorted(os.listdir(folder))]
    found = {}
    for file in files:
        version = version_of(file["filename"], name)
        if version is not None:
            found.setdefault(version, []).append(file)
    return [describe(version, found[version]) for version in sorted(found)]


def describe(version, files):
    times = [one["upload-time"] for one in files if one.get("upload-time")]
    return {
        "number": str(version),
        "yanked": all(one.get("yanked") not in (None, False) for one in files),
        "preRelease": version.is_prerelease,
        "suitable": any(suits_python(one.get("requires-python")) for one in files),
        "uploaded": min(times) if times else None,
    }


def suits_python(requires):
    try:
        return not requires or SpecifierSet(requires).contains(".".join(map(str, sys.version_info[:3])))
    except ValueError:
        return True


def version_of(filename, name):
    """The version of a file of this distribution, None for any other file."""
    try:
        parsed = parse_wheel_filename(filename) if filename.endswith(".whl") else parse_sdist_filename(filename)
    except ValueError:
        return None
    return parsed[1] if parsed[0] == name else None


def files_of_index(index, name):
    url = f"{index.rstrip('/')}/{name}/"
    try:
        with urllib.request.urlopen(request_for(url), timeout=TIMEOUT_SECONDS) as answer:
            body, kind = answer.read(MAX_BYTES), answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return []
        raise
    return json.loads(body)["files"] if kind.endswith("json") else files_of_page(body.decode("utf-8", "replace"))


def request_for(url):
    parts = urllib.parse.urlsplit(url)
    headers = {"Accept": ACCEPT, "User-Agent": "pip/23 (releases)"}
    if parts.username:
        user = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(user.encode()).decode()}"
        url = urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return urllib.request.Request(url, headers=headers)


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.files = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and given.get("href"):
            path = urllib.parse.urlsplit(given["href"]).path
            yanked = "data-yanked" in given
            requires = given.get("data-requires-python")
            filename = urllib.parse.unquote(path.rpartition("/")[2])
            self.files.append({"filename": filename, "yanked": yanked, "requires-python": requires})


def files_of_page(text):
    links = Links()
    links.feed(text)
    return links.files


def requirement(request):
    folder, on = request["folder"], canonicalize_name(request["on"])
    found = [one for one in metadata.distributions(path=[folder]) if is_named(one, request["distribution"])]
    texts = [one for distribution in found for one in distribution.requires or () if name_in(one) == on]
    own = [one for one in map(Requirement, texts) if one.marker is None or applies(one.marker)]
    if not own:
        return None
    specifier = SpecifierSet(",".join(str(one.specifier) for one in own if str(one.specifier)))
    return {"specifier": str(specifier), "extras": sorted({extra for one in own for extra in one.extras})}


def name_in(text):
    """Of a requirement. Old releases have requirements of others that are invalid today, such as pytz>dev."""
    return canonicalize_name(re.match(r"\s*([\w.-]*)", text)[1])


def is_named(distribution, name):
    return canonicalize_name(distribution.metadata["Name"] or "") == canonicalize_name(name)


def applies(marker):
    return marker.evaluate({"extra": ""})


def allowed(request):
    """Pre-releases are allowed where the specifier names one, and where they are asked for."""
    specifier = SpecifierSet(request["specifier"], prereleases=True if request.get("preReleases") else None)
    return [one for one in request["releases"] if specifier.contains(Version(one))]


def versions(request):
    found = [(version, one) for one in request["names"] if (version := version_in(one)) is not None]
    return [{"name": one, "number": str(version), "preRelease": version.is_prerelease} for version, one in sorted(found)]


def version_in(name):
    """The version that a tag's name is or ends with: v1.2.3, core-v1.2.3, release/1.2. A number without a dot is none."""
    starts = [0] + [index + 1 for index, char in enumerate(name) if char in "-_/@"]
    for start in starts:
        try:
            version = Version(name[start:])
        except ValueError:
            continue
        return version if len(version.release) > 1 else None
    return None


def name(request):
    import tomllib

    path = os.path.join(request["folder"], "pyproject.toml")
    if os.path.exists(path):
        with open(path, "rb") as file:
            project = tomllib.load(file)
        named = project.get("project", {}).get("name") or project.get("tool", {}).get("poetry", {}).get("name")
        if named:
            return named
    return name_in_setup(os.path.join(request["folder"], "setup.cfg"))


def name_in_setup(path):
    import configparser

    settings = configparser.ConfigParser(interpolation=None)
    settings.read(path)
    return settings.get("metadata", "name", fallback=None)


if __name__ == "__main__":
    answers = {"releases": releases, "requirement": requirement, "allowed": allowed, "versions": versions, "name": name}
    load_shared("python/json_lines").serve(answers)
