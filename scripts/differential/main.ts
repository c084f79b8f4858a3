import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBroker } from '../../src/broker/server.ts';
import { parseWholeNumber, runCommand } from '../../src/cli/support/run-command.ts';
import { Broker } from './broker.ts';
import { compareBrokers, type Report } from './compare-brokers.ts';
import { edgeCases } from './edge-cases.ts';
import { DEFAULT_SIZE, generate, SMALL_SIZE } from './generate.ts';
import type { History } from './history.ts';
import { record } from './recording.ts';

const command = {
  usage: 'npm run differential --',
  summary:
    'Replays random histories on two Pact Brokers and compares their answers to the same queries. 0 if only accepted differences are found.',
  options: {
    reference: { value: '<url>', required: true, description: 'the official broker' },
    subject: { value: '<url>', description: 'the broker to compare (default: an embedded one)' },
    database: {
      value: '<file|url>',
      default: ':memory:',
      description: 'database of the embedded broker: a SQLite file, or postgres://…',
    },
    seeds: { value: '<number>', default: '200', description: 'number of histories' },
    examples: {
      value: '<number>',
      default: '3',
      description: 'differences of a seed to print, each with its shortest history',
    },
    from: { value: '<seed>', default: '1', description: 'the first seed' },
    'edge-cases': { description: 'replay the histories of scripts/differential/edge-cases.ts instead of random ones' },
    record: {
      value: '<folder>',
      description: 'compare nothing: record the answers of the reference in this folder, random histories being small',
    },
  },
  examples: ['npm run differential -- --reference http://127.0.0.1:9400 --seeds 15'],
} as const;

await runCommand(command, async (options) => {
  const first = parseWholeNumber('from', options.from);
  const count = parseWholeNumber('seeds', options.seeds);
  const size = options.record ? SMALL_SIZE : DEFAULT_SIZE;
  const histories = options.edgeCases ? edgeCases : Array.from({ length: count }, (_, i) => generate(first + i, size));
  const reference = new Broker(options.reference);
  if (options.record) return recordAll(reference, histories, options.record);
  const embedded = options.subject ? undefined : await startBroker({ database: options.database, port: 0 });
  const pair = { reference, subject: new Broker(options.subject ?? embedded?.url ?? ''), nonce: uniqueSuffixes() };
  const reports: Report[] = [];
  for (const history of histories) {
    const report = await compareBrokers(pair, history, parseWholeNumber('examples', options.examples));
    reports.push(report);
    if (!options.json) console.log(formatReport(report));
  }
  await embedded?.close();
  const total = totals(reports);
  console.log(options.json ? JSON.stringify({ ...total, reports }) : `Total: ${JSON.stringify(total)}`);
  return total.differences === 0 ? 0 : 1;
});

async function recordAll(reference: Broker, histories: readonly History[], folder: string): Promise<0> {
  const nonce = uniqueSuffixes();
  mkdirSync(folder, { recursive: true });
  for (const history of histories) {
    const recording = await record(reference, history, nonce());
    writeFileSync(join(folder, `${history.name.replace(/\W+/g, '-')}.json`), `${JSON.stringify(recording, null, 1)}\n`);
  }
  return 0;
}

/** Suffixes that no broker has seen before. They do not end in `s`: the broker ignores a plural `s` when it compares names. */
function uniqueSuffixes(): () => string {
  const start = Date.now().toString(16);
  let count = 0;
  return () => {
    count += 1;
    return `${start}z${count.toString(16)}`;
  };
}

function formatReport({ name, steps, queries, differences, accepted, examples }: Report): string {
  const counted = `${name}: ${steps} steps, ${queries} queries, ${differences} differences`;
  return [`${counted}, accepted ${JSON.stringify(accepted)}`, ...examples].join('\n');
}

function totals(reports: readonly Report[]) {
  const sum = (pick: (report: Report) => number) => reports.reduce((total, report) => total + pick(report), 0);
  const accepted: Record<string, number> = {};
  for (const report of reports)
    for (const [name, count] of Object.entries(report.accepted)) accepted[name] = (accepted[name] ?? 0) + count;
  return {
    histories: reports.length,
    steps: sum(({ steps }) => steps),
    queries: sum(({ queries }) => queries),
    differences: sum(({ differences }) => differences),
    accepted,
  };
}
