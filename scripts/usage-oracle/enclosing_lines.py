"""For lines of Python files, the lines on which the expressions, imports and class definitions around them begin. Reads
{"folder": "…", "lines": {"package/file.py": [3, 7]}} from stdin, writes {"package/file.py": {"3": [3], "7": [5, 7]}}.
"""

import ast
import json
import os
import sys

NODES = (ast.Call, ast.Attribute, ast.Import, ast.ImportFrom, ast.ClassDef, ast.withitem, ast.MatchClass)


def starts(tree, line):
    found = {line}
    for node in ast.walk(tree):
        node = getattr(node, "context_expr", node)
        if isinstance(node, NODES) and node.lineno <= line <= header_end(node):
            found.add(node.lineno)
    return sorted(found)


def header_end(node):
    """Of a class the line before its body."""
    return max(node.lineno, node.body[0].lineno - 1) if isinstance(node, ast.ClassDef) else node.end_lineno


def main():
    request = json.load(sys.stdin)
    answer = {}
    for file, lines in request["lines"].items():
        with open(os.path.join(request["folder"], file), "rb") as source:
            tree = ast.parse(source.read())
        answer[file] = {str(line): starts(tree, line) for line in lines}
    json.dump(answer, sys.stdout)


main()
