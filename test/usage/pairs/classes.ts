import type { Pair } from './pair.ts';

const model = (body: string) =>
  `from pydantic import AliasChoices, BaseModel, ConfigDict, Field\nclass M(BaseModel):\n${body}`;

export const classPairs: readonly Pair[] = [
  {
    title: 'a keyword that a model drops',
    provider: model('    a: int\n    b: int = 0\n'),
    release: model('    a: int\n'),
    consumer: 'from prov import M\nM(a=1, b=2)\n',
    fails: ['argument-dropped: M has no field b: the argument is dropped'],
  },
  {
    title: 'a model that forbids other keywords, and one that keeps them',
    provider: `${model('    a: int\n    b: int = 0\n')}class N(BaseModel):\n    b: int = 0\n`,
    release: `${model("    model_config = ConfigDict(extra='forbid')\n    a: int\n")}class N(BaseModel):\n    model_config = ConfigDict(extra='allow')\n`,
    consumer: 'from prov import M, N\nM(a=1, b=2)\nN(b=1)\n',
    fails: ['arguments: M has no field b and forbids others'],
  },
  {
    title: 'a new required field',
    provider: model('    a: int\n'),
    release: model('    a: int\n    c: int\n'),
    consumer: 'from prov import M\nM(a=1)\n',
    fails: ['arguments: M needs c'],
  },
  {
    title: 'an alias that is the only way',
    provider: model('    a: int = 0\n'),
    release: model("    a: int = Field(0, alias='first')\n"),
    consumer: 'from prov import M\nM(a=1)\n',
    fails: ['argument-dropped: M has no field a: the argument is dropped'],
  },
  {
    title: 'names, aliases and choices that are taken',
    provider: model('    a: int\n    b: int\n'),
    release: model(
      "    model_config = ConfigDict(populate_by_name=True)\n    a: int = Field(alias='first')\n    b: int = Field(validation_alias=AliasChoices('b', 'second'))\n",
    ),
    consumer: 'from prov import M\nM(a=1, b=2)\n',
    fails: [],
  },
  {
    title: 'fields that instances have',
    provider: model('    a: int\n    b: int = 0\n'),
    release: model('    a: int\n    c: int = 0\n'),
    consumer: 'from prov import M\ndef f(m: M):\n    print(m.a, m.b, m.model_dump())\n',
    fails: ['member-missing: M has no b'],
  },
  {
    title: 'a dataclass without a field',
    provider: 'from dataclasses import dataclass\n@dataclass\nclass D:\n    a: int\n    b: int = 0\n',
    release: 'from dataclasses import dataclass\n@dataclass\nclass D:\n    a: int\n',
    consumer: 'from prov import D\nd = D(1, b=2)\nprint(d.a, d.b)\n',
    fails: ['arguments: D has no parameter b', 'member-missing: D has no b'],
  },
  {
    title: 'a class that became a protocol, and one that became abstract',
    provider: 'class P:\n    def go(self): ...\nclass A:\n    def go(self): ...\n',
    release:
      'from abc import ABC, abstractmethod\nfrom typing import Protocol\nclass P(Protocol):\n    def go(self): ...\nclass A(ABC):\n    @abstractmethod\n    def go(self): ...\n',
    consumer: 'from prov import A, P\nP()\nA()\n',
    fails: [
      'not-instantiable: A is abstract (go) and cannot be instantiated',
      'not-instantiable: P is a protocol, which cannot be instantiated',
    ],
  },
  {
    title: 'super().__init__ with a parameter that is gone',
    provider: 'class Base:\n    def __init__(self, a, b=0): ...\n',
    release: 'class Base:\n    def __init__(self, a): ...\n',
    consumer: 'from prov import Base\nclass Mine(Base):\n    def __init__(self):\n        super().__init__(1, b=2)\n',
    fails: ['arguments: Base.__init__ has no parameter b'],
  },
  {
    title: 'the constructor that a class of the consumer inherits',
    provider: 'class Base:\n    def __init__(self, a): self.a = a\n',
    release: 'class Base:\n    def __init__(self): ...\n',
    consumer: 'from prov import Base\nclass Mine(Base):\n    def show(self): return self.a\nMine(1)\n',
    fails: ['arguments: Base takes no positional arguments, not 1', 'member-missing: Base has no a'],
  },
  {
    title: 'an abstract method that the consumer does not define',
    provider: 'from abc import ABC, abstractmethod\nclass Base(ABC):\n    @abstractmethod\n    def a(self): ...\n',
    release:
      'from abc import ABC, abstractmethod\nclass Base(ABC):\n    @abstractmethod\n    def a(self): ...\n    @abstractmethod\n    def b(self): ...\n',
    consumer: 'from prov import Base\nclass Mine(Base):\n    def a(self): ...\n',
    fails: ['abstract-method-added: Base has the abstract method b, which consumer.Mine does not define'],
  },
  {
    title: 'a method that the consumer overrides: gone, with another parameter, async',
    provider:
      'class Base:\n    def gone(self): ...\n    def more(self, a): ...\n    def later(self): ...\n    def same(self, a): ...\n',
    release:
      'class Base:\n    def renamed(self): ...\n    def more(self, a, b): ...\n    async def later(self): ...\n    def same(self, a, extra=None): ...\n',
    consumer:
      'from prov import Base\nclass Mine(Base):\n    def gone(self): ...\n    def more(self, a): ...\n    def later(self): ...\n    def same(self, a): ...\n',
    fails: [
      'method-changed: Base.later is async',
      'method-changed: Base.more takes b too',
      'method-missing: Base has no method gone, which consumer.Mine overrides',
    ],
  },
  {
    title: 'members of an enum by name and by value',
    provider: 'from enum import Enum\nclass Level(str, Enum):\n    LOW = "low"\n    MID = "mid"\n    HIGH = "high"\n',
    release: 'from enum import Enum\nclass Level(str, Enum):\n    LOW = "low"\n    HIGH = "hard"\n',
    consumer: 'from prov import Level\nprint(Level.LOW, Level.HIGH, Level.MID)\nLevel("high")\nLevel["MID"]\n',
    fails: [
      'enum-member-missing: Level has no member MID',
      "enum-member-missing: Level has no member with the value 'high'",
      "enum-value-changed: the value of Level.HIGH is 'hard' instead of 'high'",
    ],
  },
  {
    title: 'isinstance with a protocol that is not checkable',
    provider:
      'from typing import Protocol, runtime_checkable\n@runtime_checkable\nclass P(Protocol):\n    def go(self): ...\n',
    release: 'from typing import Protocol\nclass P(Protocol):\n    def go(self): ...\n',
    consumer: 'from prov import P\ndef f(x): return isinstance(x, P)\n',
    fails: ['not-a-class: P is a protocol without runtime_checkable: isinstance refuses it'],
  },
  {
    title: 'an attribute that a class computes is unknown, not missing',
    provider: 'class C:\n    def __init__(self): self.a = 1\n',
    release: 'class C:\n    def __getattr__(self, name): return 1\n',
    consumer: 'from prov import C\nprint(C().a)\n',
    fails: [],
  },
];
