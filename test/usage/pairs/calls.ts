import type { Pair } from './pair.ts';

const wraps =
  'import functools\ndef deco(f):\n    @functools.wraps(f)\n    def inner(*args, **kwargs):\n        return f(*args, **kwargs)\n    return inner\n';

export const callPairs: readonly Pair[] = [
  {
    title: 'a renamed parameter breaks a keyword',
    provider: 'def f(size): ...\n',
    release: 'def f(length): ...\n',
    consumer: 'from prov import f\nf(size=1)\n',
    fails: ['arguments: f has no parameter size', 'arguments: f needs length'],
  },
  {
    title: 'a renamed parameter does not break a position',
    provider: 'def f(size): ...\n',
    release: 'def f(length): ...\n',
    consumer: 'from prov import f\nf(1)\n',
    fails: [],
  },
  {
    title: 'a positional argument that lands elsewhere',
    provider: 'def f(a, b): ...\n',
    release: 'def f(b, a): ...\n',
    consumer: 'from prov import f\nf(1, 2)\n',
    fails: ['argument-moved: f: argument 1 is b instead of a', 'argument-moved: f: argument 2 is a instead of b'],
  },
  {
    title: 'a parameter that became keyword-only',
    provider: 'def f(a, b=1): ...\n',
    release: 'def f(a, *, b=1): ...\n',
    consumer: 'from prov import f\nf(1, 2)\n',
    fails: ['arguments: f takes 1 positional argument, not 2'],
  },
  {
    title: 'a changed default and a function for a class fit',
    provider: 'def f(a, b=1): ...\nclass Make:\n    def __init__(self, a): ...\n',
    release: 'def f(a, b=2): ...\ndef Make(a): ...\n',
    consumer: 'from prov import f, Make\nf(1)\nMake(a=1)\n',
    fails: [],
  },
  {
    title: 'unpacked arguments are not counted as missing',
    provider: 'def f(a): ...\n',
    release: 'def f(a, b): ...\n',
    consumer: 'from prov import f\ndef g(*args, **kwargs):\n    f(*args)\n    f(**kwargs)\n',
    fails: [],
  },
  {
    title: 'a wrapper that takes the old keyword fits',
    provider: 'def f(size=0): ...\n',
    release:
      'import functools\ndef renamed(f):\n    @functools.wraps(f)\n    def inner(*args, **kwargs):\n        if "size" in kwargs:\n            kwargs["length"] = kwargs.pop("size")\n        return f(*args, **kwargs)\n    return inner\n@renamed\ndef f(length=0): ...\n',
    consumer: 'from prov import f\nf(size=1)\n',
    fails: [],
  },
  {
    title: 'a wrapper passes an unknown keyword on',
    provider: `${wraps}@deco\ndef f(size=0): ...\n`,
    release: `${wraps}@deco\ndef f(length=0): ...\n`,
    consumer: 'from prov import f\nf(size=1)\n',
    fails: ['arguments: f has no parameter size'],
  },
  {
    title: 'a method of an annotated parameter, and an attribute of an attribute',
    provider:
      'class Inner:\n    level: int = 0\n    def __init__(self): self.level = 1\nclass Event:\n    payload: Inner\n    def __init__(self): self.payload = Inner()\n    def send(self, to): ...\n',
    release:
      'class Inner:\n    def __init__(self): self.height = 1\nclass Event:\n    payload: Inner\n    def __init__(self): self.payload = Inner()\n    def send(self): ...\n',
    consumer: 'from prov import Event\ndef f(event: Event):\n    event.send("x")\n    print(event.payload.level)\n',
    fails: ['arguments: Event.send takes no positional arguments, not 1', 'member-missing: Inner has no level'],
  },
  {
    title: 'an attribute of the result of a function',
    provider: 'class Event:\n    def __init__(self): self.level = 1\ndef make() -> Event: return Event()\n',
    release: 'class Event:\n    def __init__(self): self.height = 1\ndef make() -> Event: return Event()\n',
    consumer: 'import prov\nevent = prov.make()\nprint(event.level)\n',
    fails: ['member-missing: Event has no level'],
  },
  {
    title: 'a class that moved is followed by what returns it',
    provider: {
      '__init__.py': 'from .a import Event, make\n',
      'a.py': 'class Event:\n    level = 1\ndef make() -> Event: return Event()\n',
    },
    release: {
      '__init__.py': 'from .b import Event, make\n',
      'b.py': 'class Event:\n    height = 1\ndef make() -> Event: return Event()\n',
    },
    consumer: 'from prov import make\nprint(make().level)\n',
    fails: ['member-missing: Event has no level'],
  },
  {
    title: 'isinstance narrows what a variable is',
    provider: 'class A:\n    def __init__(self): self.x = 1\nclass B:\n    def __init__(self): self.y = 1\n',
    release: 'class A:\n    def __init__(self): self.x = 1\nclass B:\n    def __init__(self): self.z = 1\n',
    consumer:
      'from prov import A, B\ndef f(value: A | B):\n    if isinstance(value, A):\n        print(value.x)\n    else:\n        print(value.y)\n',
    fails: ['member-missing: B has no y'],
  },
  {
    title: 'a method that is not async any more',
    provider: 'class C:\n    async def get(self): ...\n    def put(self): ...\n',
    release: 'class C:\n    def get(self): ...\n    async def put(self): ...\n',
    consumer: 'from prov import C\nasync def f():\n    c = C()\n    await c.get()\n    c.put()\n',
    fails: ['became-async: C.put is async: its result has to be awaited', 'became-sync: C.get is not async any more'],
  },
  {
    title: 'an exception that is caught by a base that it lost',
    provider: 'class Bad(ValueError): ...\ndef load(): raise Bad()\n',
    release: 'class Bad(Exception): ...\ndef load(): raise Bad()\n',
    consumer: 'from prov import load\ntry:\n    load()\nexcept ValueError:\n    pass\n',
    fails: ['exception-base-lost: Bad, which load raises, is no ValueError any more'],
  },
  {
    title: 'an exception that is caught by its own name may lose a base',
    provider: 'class Bad(ValueError): ...\ndef load(): raise Bad()\n',
    release: 'class Bad(Exception): ...\ndef load(): raise Bad()\n',
    consumer: 'from prov import Bad, load\ntry:\n    load()\nexcept Bad:\n    pass\n',
    fails: [],
  },
  {
    title: 'what is caught has to be an exception',
    provider: 'class Bad(Exception): ...\n',
    release: 'class Bad: ...\n',
    consumer: 'from prov import Bad\ntry:\n    pass\nexcept Bad:\n    pass\n',
    fails: ['not-an-exception: Bad is not an exception class'],
  },
  {
    title: 'columns behind characters of several bytes',
    provider: 'class C:\n    def get(self, a): ...\ndef make() -> C: return C()\n',
    release: 'class C:\n    def get(self): ...\ndef make() -> C: return C()\n',
    consumer: 'from prov import make\nc = make()\nprint("äöü€", c.get(1))\n',
    fails: ['arguments: C.get takes no positional arguments, not 1'],
  },
];
