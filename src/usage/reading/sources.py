"""The consumer's files: which ones can use the provider, as text and syntax tree. A file that cannot be
read does not end the reading: it is listed as unresolved."""

import ast
import io
import os
import re
import tokenize
import warnings

#: Vendored copies import each other, not the installed distributions.
VENDORED_FOLDERS = {"_vendor", "_vendored", "vendor", "vendored"}
SKIPPED_FOLDERS = {"__pycache__", "tests", "test", "testing", "node_modules", ".git", ".venv", *VENDORED_FOLDERS}
SKIPPED_FILES = re.compile(r"^(test_.*|.*_test|conftest|setup)\.py$")


class Source:
    """One file. `module` is its dotted name, `rel` its path below the folder that holds the packages."""

    def __init__(self, path, rel, data):
        self.path = path
        self.rel = rel
        self.data = data
        self.is_package = os.path.basename(path) == "__init__.py"
        self.module = re.sub(r"(/__init__)?\.py$", "", rel).replace("/", ".")
        self.text = None
        self.tree = None
        self.parents = {}
        self.problem = None

    def parse(self):
        """Sets text, tree and parents. Returns False, and sets `problem`, if the file cannot be parsed."""
        if self.tree is not None or self.problem is not None:
            return self.tree is not None
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(self.data).readline)
            self.text = io.TextIOWrapper(io.BytesIO(self.data), encoding, newline=None).read()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = ast.parse(self.data, self.path)
        except SyntaxError as error:
            self.problem = ("encoding" if "encoding" in str(error) else "syntax", error.lineno or 1)
        except (UnicodeError, LookupError):
            self.problem = ("encoding", 1)
        except (ValueError, RecursionError, MemoryError):
            self.problem = ("syntax", 1)
        if self.tree is None:
            return False
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        self.lines = self.text.split("\n")
        self.future_annotations = any(
            isinstance(one, ast.ImportFrom)
            and one.module == "__future__"
            and any(alias.name == "annotations" for alias in one.names)
            for one in self.tree.body
        )
        return True

    def location(self, node):
        return f"{self.rel}:{getattr(node, 'lineno', 1)}"

    def column(self, line, offset):
        """ast counts UTF-8 bytes, jedi characters."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))


def find_sources(folder, packages, limits, unresolved):
    """All files of the consumer's packages, in order."""
    found = []
    for package in sorted(packages):
        for path in files_of(os.path.join(folder, *package.split("."))):
            rel = os.path.relpath(path, folder).replace(os.sep, "/")
            if len(found) >= limits["files"]:
                unresolved(f"{rel}:1", f"more than {limits['files']} files", "too-many-files")
                return found
            if os.path.getsize(path) > limits["bytes"]:
                unresolved(f"{rel}:1", f"more than {limits['bytes']} bytes", "file-too-large")
                continue
            with open(path, "rb") as file:
                found.append(Source(path, rel, file.read()))
    return found


def files_of(root):
    """The files of a package, or the file of a module."""
    if os.path.isdir(root):
        return sorted(walk(root))
    return [f"{root}.py"] if os.path.isfile(f"{root}.py") else []


def walk(root):
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(one for one in folders if one not in SKIPPED_FOLDERS)
        for file in files:
            if file.endswith(".py") and not SKIPPED_FILES.match(file):
                path = os.path.join(folder, file)
                if os.path.isfile(path):
                    yield path
