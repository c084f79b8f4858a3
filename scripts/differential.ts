import { startBroker } from '../src/broker/server.ts';
import { Broker } from '../test/differential/broker.ts';
import { type Pair, type SeedReport, trySeed } from '../test/differential/campaign.ts';
import { runCommand, wholeNumber } from './support/command.ts';

const command = {
  usage: 'npm run differential --',
  summary:
    'Tells random histories to two Pact Brokers and asks both the same questions. 0 when they agree but for the accepted differences.',
  options: {
    reference: { value: '<url>', required: true, description: 'the official broker' },
    subject: { value: '<url>', description: 'the broker to be compared with it (default: an embedded one, in memory)' },
    seeds: { value: '<number>', default: '200', description: 'how many histories' },
    from: { value: '<seed>', default: '1', description: 'the first seed' },
  },
  examples: ['npm run differential -- --reference http://127.0.0.1:9400 --seeds 15'],
} as const;

await runCommand(command, async (options) => {
  const embedded = options.subject ? undefined : await startBroker({ database: ':memory:', port: 0 });
  const pair = pairOf(options.reference, options.subject ?? embedded?.url ?? '');
  const [first, count] = [wholeNumber('from', options.from), wholeNumber('seeds', options.seeds)];
  const reports: SeedReport[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const report = await trySeed(pair, seed);
    reports.push(report);
    if (!options.json) console.log(line(report));
  }
  await embedded?.close();
  const total = totals(reports);
  console.log(options.json ? JSON.stringify({ ...total, reports }) : `In all: ${JSON.stringify(total)}`);
  return total.differences === 0 ? 0 : 1;
});

function pairOf(reference: string, subject: string): Pair {
  const start = Date.now().toString(36);
  let told = 0;
  const nonce = () => {
    told += 1;
    return `${start}z${told.toString(36)}`;
  };
  return { reference: new Broker(reference), subject: new Broker(subject), nonce };
}

function line({ seed, steps, questions, differences, accepted, stories }: SeedReport): string {
  const counted = `seed ${seed}: ${steps} steps, ${questions} questions, ${differences} differences`;
  return [`${counted}, accepted ${JSON.stringify(accepted)}`, ...stories].join('\n');
}

function totals(reports: readonly SeedReport[]) {
  const sum = (pick: (report: SeedReport) => number) => reports.reduce((total, report) => total + pick(report), 0);
  const accepted: Record<string, number> = {};
  for (const report of reports)
    for (const [name, count] of Object.entries(report.accepted)) accepted[name] = (accepted[name] ?? 0) + count;
  return {
    seeds: reports.length,
    steps: sum(({ steps }) => steps),
    questions: sum(({ questions }) => questions),
    differences: sum(({ differences }) => differences),
    accepted,
  };
}
