import { runCommand } from '../../src/cli/support/run-command.ts';
import { type RunningBroker, startEmbedded, startOfficial } from './brokers.ts';
import { type DataSet, scaledDataSet } from './data-set.ts';
import { Databases, updateStatistics } from './databases.ts';
import { measureEventLoopDelays } from './event-loop-delay.ts';
import { measureGrowth, measureShape } from './growth.ts';
import { HttpClient } from './http.ts';
import { type MeasuredBroker, measure, percentile } from './measure.ts';
import { operationsFor } from './operations.ts';
import {
  CPU_SHARE,
  formatGrowth,
  formatReport,
  formatShapes,
  machine,
  OFFICIAL,
  type Report,
  type StartupFigures,
  USUAL_GROWTH,
} from './report.ts';
import { type Comparison, compareProcesses, compareProcessesWithCpuLimit } from './scaling.ts';
import { seed } from './seed.ts';
import { shapes } from './shapes.ts';

const command = {
  usage: 'node --import tsx scripts/bench/broker.ts',
  summary: 'Measures the embedded broker, on SQLite and on PostgreSQL, side by side with the official one.',
  options: {
    scale: {
      value: '<number>',
      default: '1',
      description: 'size of the data set; 1 is about 10,000 results, 0.1 is enough for a quick look',
    },
    keep: {
      value: '<folder>',
      description: 'save copies of the filled databases here and reuse them in the next run',
    },
    grow: {
      value: '<number>',
      description:
        'only compare each operation before and after the results have grown this many times; 100 gives a million',
    },
    shapes: {
      description:
        'only compare each operation before and after a broker has many applications, versions, branches, ...',
    },
    'without-official': { description: 'measure only the embedded broker' },
  },
  examples: [
    'node --import tsx scripts/bench/broker.ts --scale 0.1',
    'node --import tsx scripts/bench/broker.ts --keep /tmp/bench',
    'node --import tsx scripts/bench/broker.ts --grow 100',
    'node --import tsx scripts/bench/broker.ts --shapes',
  ],
} as const;

await runCommand(command, async (options) => {
  const dataSet = scaledDataSet(Number(options.scale));
  const databases = await Databases.open(options.keep && `${options.keep}/${options.scale}`);
  try {
    if (options.grow !== undefined) {
      const growth = await compareGrowth(databases, dataSet, Number(options.grow));
      console.log(options.json ? JSON.stringify(growth) : formatGrowth(growth, Number(options.grow)).join('\n'));
      return 0;
    }
    if (options.shapes) {
      const byShape = await compareShapes(databases, dataSet);
      console.log(options.json ? JSON.stringify(byShape) : formatShapes(byShape).join('\n'));
      return 0;
    }
    const report = await compareBrokers(databases, dataSet, !options.withoutOfficial);
    console.log(options.json ? JSON.stringify(report) : formatReport(report));
  } finally {
    databases.close();
  }
  return 0;
});

/** Progress goes to stderr, the report to stdout. */
function logProgress(line: string): void {
  console.error(line);
}

/** A broker to measure: its database and how to start it. */
interface Candidate {
  readonly name: string;
  readonly database: string;
  readonly start: (database: string) => Promise<RunningBroker>;
  /** Fewer requests for a slow broker. */
  readonly requestCounts: MeasuredBroker['requestCounts'];
}

/** The embedded broker on both databases. */
function embedded(databases: Databases): Candidate[] {
  const often = { oneClient: 400, concurrent: 3_200 };
  return [
    { name: 'SQLite', database: databases.sqlite('ours'), start: startEmbedded, requestCounts: often },
    { name: 'PostgreSQL', database: databases.postgres('ours'), start: startEmbedded, requestCounts: often },
  ];
}

async function compareGrowth(databases: Databases, dataSet: DataSet, times: number): Promise<Report['growth']> {
  const growth: Record<string, Comparison[]> = {};
  for (const candidate of embedded(databases)) {
    await fillDatabase(databases, candidate, dataSet);
    growth[candidate.name] = await measureGrowth(databases, candidate.database, dataSet, { count: 100, times });
  }
  return growth;
}

async function compareShapes(databases: Databases, dataSet: DataSet): Promise<Report['growth']> {
  const byShape: Record<string, Comparison[]> = {};
  for (const candidate of embedded(databases)) {
    await fillDatabase(databases, candidate, dataSet);
    for (const [at, shape] of Object.keys(shapes).entries()) {
      const title = `${candidate.name}, ${shape}`;
      byShape[title] = await measureShape(databases, candidate.database, dataSet, { shape, at, count: 40 });
      logProgress(formatShapes({ [title]: byShape[title] }).join('\n'));
    }
  }
  return byShape;
}

async function compareBrokers(databases: Databases, dataSet: DataSet, withOfficial: boolean): Promise<Report> {
  const ours = embedded(databases);
  const other = () => ({
    name: OFFICIAL,
    database: databases.postgres(OFFICIAL),
    start: startOfficial,
    requestCounts: { oneClient: 80, concurrent: 320 },
  });
  const candidates = withOfficial ? [...ours, other()] : ours;
  for (const candidate of candidates) await fillDatabase(databases, candidate, dataSet);
  const starts = await measureStartTimes(candidates);
  const { measured, memory } = await measureAll(candidates, dataSet);
  const startup = candidates.map(({ name }): [string, StartupFigures] => [
    name,
    { startMs: starts[name] ?? 0, megabytes: memory[name] ?? 0 },
  ]);
  const [sqlite, postgres] = ours.map(({ database }) => database) as [string, string];
  return {
    describeMachine: machine(),
    startup: Object.fromEntries(startup),
    measured,
    processes: await compareProcesses(postgres, databases.postgresPid, dataSet, 800),
    cpuLimited: await measureWithCpuLimit(postgres, dataSet),
    eventLoop: await measureEventLoopDelays(sqlite, dataSet),
    growth: {
      SQLite: await measureGrowth(databases, sqlite, dataSet, { count: 100, times: USUAL_GROWTH }),
      PostgreSQL: await measureGrowth(databases, postgres, dataSet, { count: 100, times: USUAL_GROWTH }),
    },
  };
}

async function measureWithCpuLimit(database: string, dataSet: DataSet): Promise<Comparison[]> {
  const scaled = await compareProcessesWithCpuLimit(database, dataSet, CPU_SHARE, 200);
  if (scaled.length === 0)
    logProgress('not measured: two processes with limited CPU, which needs root and Linux control groups');
  return scaled;
}

async function fillDatabase(
  databases: Databases,
  { name, database, start }: Candidate,
  dataSet: DataSet,
): Promise<void> {
  const since = performance.now();
  if (!databases.restore(name, database)) {
    const broker = await start(database);
    const client = new HttpClient(broker.url);
    await seed(client, dataSet, 4).finally(() => client.close());
    await broker.stop();
    databases.save(name, database);
  }
  updateStatistics(database);
  logProgress(`${name} is filled, ${Math.round((performance.now() - since) / 1000)} s`);
}

/** The median of five starts of each broker on its filled database; the brokers alternate. */
async function measureStartTimes(candidates: readonly Candidate[]): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let turn = 0; turn < 5; turn += 1)
    for (const { name, database, start } of candidates) {
      const broker = await start(database);
      times[name] = [...(times[name] ?? []), broker.startMs];
      await broker.stop();
    }
  const medians = Object.entries(times).map(([name, all]) => [name, Math.round(percentile(all, 50))]);
  return Object.fromEntries(medians);
}

async function measureAll(candidates: readonly Candidate[], dataSet: DataSet) {
  const running: { name: string; broker: RunningBroker; client: HttpClient }[] = [];
  try {
    const subjects: MeasuredBroker[] = [];
    for (const { name, database, start, requestCounts } of candidates) {
      const broker = await start(database);
      const client = new HttpClient(broker.url);
      running.push({ name, broker, client });
      subjects.push({ name, client, operations: await operationsFor(client, dataSet), requestCounts });
    }
    const measured = await measure(subjects, 16, logProgress);
    return { measured, memory: Object.fromEntries(running.map(({ name, broker }) => [name, broker.memory()])) };
  } finally {
    for (const { client } of running) client.close();
    for (const { broker } of running) await broker.stop();
  }
}
