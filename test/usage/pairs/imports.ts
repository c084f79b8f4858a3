import type { Pair } from './pair.ts';

const withoutOld = { provider: 'def old(): ...\ndef new(): ...\n', release: 'def new(): ...\n' };

export const importPairs: readonly Pair[] = [
  {
    title: 'a missing name breaks a plain import',
    ...withoutOld,
    consumer: 'from prov import old\n',
    fails: ['name-missing: prov has no old'],
  },
  {
    title: 'a missing name is optional where ImportError is caught',
    ...withoutOld,
    consumer: 'try:\n    from prov import old\nexcept ImportError:\n    old = None\n',
    fails: ['optional name-missing: prov has no old'],
  },
  {
    title: 'ModuleNotFoundError does not guard a name',
    ...withoutOld,
    consumer: 'try:\n    from prov import old\nexcept ModuleNotFoundError:\n    old = None\n',
    fails: ['name-missing: prov has no old'],
  },
  {
    title: 'a handler that raises again guards nothing',
    ...withoutOld,
    consumer: 'try:\n    from prov import old\nexcept ImportError as e:\n    raise RuntimeError("old") from e\n',
    fails: ['name-missing: prov has no old'],
  },
  {
    title: 'a fallback to the older name is no break',
    ...withoutOld,
    consumer: 'try:\n    from prov import new as f\nexcept ImportError:\n    from prov import old as f\nf()\n',
    fails: ['optional name-missing: prov has no old'],
  },
  {
    title: 'AttributeError guards a name of a module',
    ...withoutOld,
    consumer: 'import prov\ntry:\n    f = prov.old\nexcept AttributeError:\n    f = prov.new\n',
    fails: ['optional name-missing: prov has no old'],
  },
  {
    title: 'an import under TYPE_CHECKING is optional',
    ...withoutOld,
    consumer: 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from prov import old\n',
    fails: ['optional name-missing: prov has no old'],
  },
  {
    title: 'branches on hasattr are no use',
    ...withoutOld,
    consumer:
      'import prov\nif hasattr(prov, "old"):\n    f = prov.old()\nelse:\n    f = prov.new()\ng = prov.old() if hasattr(prov, "old") else prov.new()\n',
    fails: [],
  },
  {
    title: 'branches on a version are no use',
    ...withoutOld,
    consumer:
      'import sys\nimport prov\nV2 = getattr(prov, "__version__", "1") >= "2"\nif V2:\n    prov.new()\nelse:\n    prov.old()\nif sys.version_info < (3, 8):\n    prov.old()\n',
    fails: [],
  },
  {
    title: 'a missing module',
    provider: { '__init__.py': '', 'deep/__init__.py': '', 'deep/part.py': 'def f(): ...\n' },
    release: '',
    consumer: 'from prov.deep.part import f\nf()\n',
    fails: ['module-missing: there is no module prov.deep'],
  },
  {
    title: 'the missing dependency of a module is told apart',
    provider: { '__init__.py': '', 'extra.py': 'def f(): ...\n' },
    release: { '__init__.py': '', 'extra.py': 'import not_there\ndef f(): ...\n' },
    consumer: 'from prov.extra import f\n',
    fails: ['dependency-missing: importing prov.extra needs the module not_there, which is not installed'],
  },
  {
    title: 'a lazy module has the names that it computes',
    provider: 'def a(): ...\ndef b(): ...\n',
    release:
      'def __getattr__(name):\n    if name == "a":\n        return lambda: None\n    raise AttributeError(name)\n',
    consumer: 'import prov\nprov.a()\nprov.b()\n',
    fails: ['name-missing: prov has no b'],
  },
  {
    title: 'names of a star import',
    provider: '__all__ = ["f", "g"]\ndef f(): ...\ndef g(): ...\n',
    release: '__all__ = ["f"]\ndef f(): ...\n',
    consumer: 'from prov import *\nf()\ng()\n',
    fails: ['name-missing: prov has no g'],
  },
  {
    title: 'a name that another file of the consumer passes on',
    provider: 'def f(a): ...\n',
    release: 'def f(): ...\n',
    consumer: {
      '__init__.py': '',
      'compat.py': 'from prov import f as g\n',
      'user.py': 'from .compat import g\ng(1)\n',
    },
    fails: ['arguments: f takes no positional arguments, not 1'],
  },
  {
    title: 'importlib.import_module names a module',
    provider: { '__init__.py': '', 'part.py': 'x = 1\n' },
    release: '',
    consumer: 'import importlib\nm = importlib.import_module("prov.part")\nprint(m.x)\n',
    fails: ['module-missing: there is no module prov.part', 'module-missing: there is no module prov.part'],
  },
  {
    title: 'a computed name is listed as unresolved',
    provider: 'a = 1\n',
    consumer: 'import prov\ndef f(name):\n    return getattr(prov, name)\n',
    fails: [],
    unresolved: ['dynamic-name'],
  },
  {
    title: 'broken files are listed and do not stop the others',
    provider: 'def f(a): ...\n',
    release: 'def f(): ...\n',
    consumer: {
      '__init__.py': 'from prov import f\nf(1)\n',
      'broken.py': 'import prov\ndef (:\n',
      'unknown.py': '# coding: no-such-code\nimport prov\n',
      'latin.py': '# coding: utf-8\nimport prov\nprint("äöü"); prov.f(2)\n',
      'cycle_a.py': 'import prov\nfrom .cycle_b import b\na = b\n',
      'cycle_b.py': 'import prov\nfrom .cycle_a import a\nb = a\n',
    },
    fails: ['arguments: f takes no positional arguments, not 1'],
    unresolved: ['syntax', 'encoding'],
  },
];
