import { runCommand } from '../../src/cli/support/run-command.ts';
import { type RunningBroker, startOfficial, startOurs } from './brokers.ts';
import { Databases, takeStock } from './databases.ts';
import { delaysOf } from './event-loop-delay.ts';
import { growthOn } from './growth.ts';
import { Client } from './http.ts';
import { measure, type Subject } from './measure.ts';
import { operationsFor } from './operations.ts';
import { describe, heldTo, machine, official, type Report, type Standing } from './report.ts';
import { processesHeldBack, processesOn, type Scaled } from './scaling.ts';
import { seed } from './seed.ts';
import { type Shape, shapeOf } from './shape.ts';

const command = {
  usage: 'node --import tsx scripts/bench/broker.ts',
  summary: 'Measures the embedded broker, on SQLite and on PostgreSQL, side by side with the official one.',
  options: {
    scale: { value: '<number>', default: '1', description: '1 is some 10,000 results; 0.1 is enough for a quick look' },
    keep: {
      value: '<folder>',
      description: 'keep copies of the filled databases there, and use them the next time',
    },
    'without-official': { description: 'measure ours alone' },
  },
  examples: [
    'node --import tsx scripts/bench/broker.ts --scale 0.1',
    'node --import tsx scripts/bench/broker.ts --keep /tmp/bench',
  ],
} as const;

await runCommand(command, async (options) => {
  const shape = shapeOf(Number(options.scale));
  const databases = await Databases.open(options.keep && `${options.keep}/${options.scale}`);
  try {
    const report = await compare(databases, shape, !options.withoutOfficial);
    console.log(options.json ? JSON.stringify(report) : describe(report));
  } finally {
    databases.close();
  }
  return 0;
});

/** Progress; what counts comes at the end. */
function tell(line: string): void {
  console.error(line);
}

/** A broker to be measured: where it keeps what it has, and how it is started. */
interface Candidate {
  readonly name: string;
  readonly database: string;
  readonly start: (database: string) => Promise<RunningBroker>;
  /** Asked less often where it is slow. */
  readonly times: Subject['times'];
}

async function compare(databases: Databases, shape: Shape, withOfficial: boolean): Promise<Report> {
  const often = { alone: 400, together: 3_200 };
  const ours: Candidate[] = [
    { name: 'SQLite', database: databases.sqlite('ours'), start: startOurs, times: often },
    { name: 'PostgreSQL', database: databases.postgres('ours'), start: startOurs, times: often },
  ];
  const other = () => ({
    name: official,
    database: databases.postgres(official),
    start: startOfficial,
    times: { alone: 80, together: 320 },
  });
  const candidates = withOfficial ? [...ours, other()] : ours;
  for (const candidate of candidates) await fill(databases, candidate, shape);
  const starts = await startTimes(candidates);
  const { measured, memory } = await measureAll(candidates, shape);
  const standing = candidates.map(({ name }): [string, Standing] => [
    name,
    { startMs: starts[name] ?? 0, megabytes: memory[name] ?? 0 },
  ]);
  const [sqlite, postgres] = ours.map(({ database }) => database) as [string, string];
  return {
    machine: machine(),
    standing: Object.fromEntries(standing),
    measured,
    processes: await processesOn(postgres, databases.postgresPid, shape, 800),
    heldBack: await heldBack(postgres, shape),
    eventLoop: await delaysOf(sqlite, shape),
    growth: {
      SQLite: await growthOn(databases, sqlite, shape, 100),
      PostgreSQL: await growthOn(databases, postgres, shape, 100),
    },
  };
}

async function heldBack(database: string, shape: Shape): Promise<Scaled[]> {
  const scaled = await processesHeldBack(database, shape, heldTo, 200);
  if (scaled.length === 0) tell('not measured: two processes held back, which takes root and control groups on Linux');
  return scaled;
}

async function fill(databases: Databases, { name, database, start }: Candidate, shape: Shape): Promise<void> {
  const since = performance.now();
  if (!databases.restore(name, database)) {
    const broker = await start(database);
    const client = new Client(broker.url);
    await seed(client, shape, 4).finally(() => client.close());
    await broker.stop();
    databases.keep(name, database);
  }
  takeStock(database);
  tell(`${name} is filled, ${Math.round((performance.now() - since) / 1000)} s`);
}

/** The median of a few starts on the filled database, turn by turn. */
async function startTimes(candidates: readonly Candidate[]): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let turn = 0; turn < 5; turn += 1)
    for (const { name, database, start } of candidates) {
      const broker = await start(database);
      times[name] = [...(times[name] ?? []), broker.startMs];
      await broker.stop();
    }
  const medians = Object.entries(times).map(([name, all]) => [name, Math.round(all.sort((a, b) => a - b)[2] ?? 0)]);
  return Object.fromEntries(medians);
}

async function measureAll(candidates: readonly Candidate[], shape: Shape) {
  const running: { name: string; broker: RunningBroker; client: Client }[] = [];
  try {
    const subjects: Subject[] = [];
    for (const { name, database, start, times } of candidates) {
      const broker = await start(database);
      const client = new Client(broker.url);
      running.push({ name, broker, client });
      subjects.push({ name, client, operations: await operationsFor(client, shape), times });
    }
    const measured = await measure(subjects, 16, tell);
    return { measured, memory: Object.fromEntries(running.map(({ name, broker }) => [name, broker.memory()])) };
  } finally {
    for (const { client } of running) client.close();
    for (const { broker } of running) await broker.stop();
  }
}
