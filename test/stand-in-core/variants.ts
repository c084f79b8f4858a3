import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** A change of one line (or a part of it) of a file of the package: telemetry.py unless another is named. */
type Change = readonly [from: string, to: string, file?: 'telemetry.py' | 'protocols.py'];

const inProtocols = (from: string, to: string): Change => [from, to, 'protocols.py'];

const written = (from: string, to: string): Change => [
  '    ts: float\n\n\nclass RateAdjustment',
  `    ts: float\n\n    def model_dump_json(self):\n        return super().model_dump_json().replace('${from}', '${to}')\n\n\nclass RateAdjustment`,
];
const onImport = (code: string): Change => ['from enum import Enum', `${code}\nfrom enum import Enum`];
const onWrite = (code: string): Change => [
  '    ts: float\n\n\nclass RateAdjustment',
  `    ts: float\n\n    def model_dump_json(self):\n        ${code}\n        return super().model_dump_json()\n\n\nclass RateAdjustment`,
];

/** Code of its own on a field; only Pydantic has that. */
function usingPydantic(decorator: string, field: string, code: string): Change {
  const method = `    @${decorator}("${field}")\n    @classmethod\n    def own(cls, value):\n        ${code}\n`;
  return [
    '    ts: float\n\n\nclass RateAdjustment',
    `    ts: float\n\n    from pydantic import ${decorator}\n\n${method}\n\nclass RateAdjustment`,
  ];
}

/** The stand-in's versions: how each differs from 1.1.0. */
const variants = {
  '1.1.0': [],
  'adds an optional field, writes ts as a whole float': [
    ['    source: str = "store"\n', '    source: str = "store"\n    reason: Optional[str] = None\n'],
    written(
      '"hard","source":"store","reason":null,"ts":1760000000.25',
      '"hard","source":"store","reason":null,"ts":1760000000.0',
    ),
  ],
  'renames a level': [['soft = "soft"', 'slow = "slow"']],
  'drops source': [['    source: str = "store"\n', '']],
  'makes queue_size a str': [['queue_size: int = Field(ge=0)', 'queue_size: str']],
  'writes queue_size as text, capacity as a float': [
    written('"queue_size":850,"capacity":1000', '"queue_size":"850","capacity":1000.0'),
  ],
  'writes no JSON': [written('{', '<')],
  'lacks RateAdjustment': [['class RateAdjustment', 'class RateCommand']],
  'fails to import': [onImport('import a_module_that_nobody_has')],
  'prints to stdout': [
    onImport('import os; print("hello"); os.write(1, b"raw hello\\n")'),
    onWrite('print("writing")'),
  ],
  'reads stdin': [onImport('import sys; sys.stdin.read()')],
  'hangs on import': [onImport('import time; time.sleep(60)')],
  'crashes when it writes': [
    onWrite('import os, sys; print("the queue is gone", file=sys.stderr, flush=True); os._exit(3)'),
  ],
  'shows its environment': [
    onWrite('import os; assert self.source == "store", "token: " + str(os.environ.get("PACT_BROKER_TOKEN"))'),
  ],
  'raises when it writes': [onWrite('raise RuntimeError("no feed")')],
  'changes the default of source': [['source: str = "store"', 'source: str = "feed"']],
  'lets source be null': [['source: str = "store"', 'source: Optional[str] = None']],
  'needs one field more': [
    ['    level: BackpressureLevel\n    source', '    level: BackpressureLevel\n    reason: str\n    source'],
  ],
  'takes shorter queues only': [['capacity: int = Field(gt=0)', 'capacity: int = Field(gt=0, le=500)']],
  'makes queue_size a float': [['queue_size: int = Field(ge=0)', 'queue_size: float']],
  'turns a level into another': [usingPydantic('field_validator', 'level', 'return BackpressureLevel.hard')],
  'writes a level by itself': [usingPydantic('field_serializer', 'level', 'return "slow"')],
  'writes source under another name': [
    ['source: str = "store"', 'source: str = Field(default="store", serialization_alias="origin")'],
    ['class FeedbackEvent(Model):', 'class FeedbackEvent(Model, serialize_by_alias=True):'],
  ],
  'names source otherwise, and writes it as before': [
    ['source: str = "store"', 'source: str = Field(default="store", serialization_alias="origin")'],
  ],
  'keeps source to itself': [['source: str = "store"', 'source: str = Field(default="store", exclude=True)']],
  'trims what it is given': [['class FeedbackEvent(Model):', 'class FeedbackEvent(Model, str_to_upper=True):']],
  'lacks RateController': [inProtocols('class RateController', 'class RateLimiter')],
  'lacks FeedbackPublisher': [inProtocols('class FeedbackPublisher', 'class EventPublisher')],
  'renames apply': [inProtocols('async def apply(', 'async def adjust(')],
  'needs a second argument of apply': [inProtocols('(self, adj)', '(self, adj, deadline)')],
  'takes the adjustment by name only': [inProtocols('(self, adj)', '(self, *, adj)')],
  'lets apply take a deadline': [inProtocols('(self, adj)', '(self, adj, deadline=None)')],
  'lets apply return whether it did': [inProtocols('adj) -> None', 'adj) -> bool')],
  'has a sync publish': [inProtocols('async def publish', 'def publish')],
  'asks for a second method of a RateController': [
    inProtocols(
      '    async def apply(self, adj) -> None: ...',
      '    async def apply(self, adj) -> None: ...\n    async def reset(self) -> None: ...',
    ),
  ],
  'has a protocol that isinstance refuses': [
    inProtocols('@runtime_checkable\nclass RateController', 'class RateController'),
  ],
  'names its levels in capitals': [
    ['    ok = "ok"\n    soft = "soft"\n    hard = "hard"\n', '    OK = "ok"\n    SOFT = "soft"\n    HARD = "hard"\n'],
  ],
  'makes FeedbackEvent a plain class': [
    [
      'class RateAdjustment(Model):',
      'class FeedbackEvent:\n    def __init__(self, **fields):\n        self.__dict__.update(fields)\n\n\nclass RateAdjustment(Model):',
    ],
  ],
  'adds a level': [['    hard = "hard"\n', '    hard = "hard"\n    full = "full"\n']],
  'forbids unknown fields': [['class FeedbackEvent(Model):', 'class FeedbackEvent(Model, extra="forbid"):']],
  'needs the source': [['source: str = "store"', 'source: str']],
  'rounds ts when it reads': [
    [
      '    ts: float\n\n\nclass RateAdjustment',
      '    ts: float\n\n    @classmethod\n    def model_validate_json(cls, text):\n        import json\n        fields = json.loads(text)\n        rounded = {"ts": round(fields["ts"])} if "ts" in fields else {}\n        return cls(**{**fields, **rounded})\n\n\nclass RateAdjustment',
    ],
  ],
  'has strict models with a date, a decimal and a nested level': [
    ['from enum import Enum', 'from datetime import date\nfrom decimal import Decimal\nfrom enum import Enum'],
    [
      'class FeedbackEvent(Model):',
      'class Detail(Model, strict=True):\n    level: BackpressureLevel\n    since: date\n    share: Decimal\n\n\nclass FeedbackEvent(Model, strict=True):\n    detail: Optional[Detail] = None',
    ],
  ],
} satisfies Record<string, readonly Change[]>;

export type StandIn = keyof typeof variants;

export const standIns = Object.keys(variants) as StandIn[];

/** Writes that version of the package below `folder`, as pip would leave it, and gives the path for PYTHONPATH. */
export function makeStandIn(variant: StandIn, folder: string): string {
  const root = join(folder, variant.replaceAll(/\W+/g, '-'));
  const version = variant === '1.1.0' ? variant : '1.2.0';
  cpSync(here, root, { recursive: true, filter: (file) => !/variants\.ts$|__pycache__/.test(file) });
  edit(join(root, 'market_data_core/__init__.py'), [['1.1.0"', `${version}"`]]);
  for (const change of variants[variant] as readonly Change[])
    edit(join(root, 'market_data_core', change[2] ?? 'telemetry.py'), [change]);
  const info = join(root, `market_data_core-${version}.dist-info`);
  mkdirSync(info, { recursive: true });
  writeFileSync(join(info, 'METADATA'), `Metadata-Version: 2.1\nName: market-data-core\nVersion: ${version}\n`);
  return root;
}

function edit(file: string, changes: readonly Change[]): void {
  const text = changes.reduce(
    (before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`${file} has no "${from}"`);
      return before.replace(from, () => to);
    },
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, text);
}
