// Our own loop instead of mitata: besides the time of each request it needs the transferred bytes and the CPU time of the broker's process.
import { get } from 'node:http';
import { runCommand } from '../../src/cli/support/run-command.ts';
import { type RunningBroker, startEmbedded, startOfficial } from './brokers.ts';
import { Databases } from './databases.ts';
import { HttpClient } from './http.ts';
import { percentile } from './measure.ts';
import { names, seedGrid, seedIntegrations } from './page-data.ts';
import { cpuOf } from './process.ts';

const command = {
  usage: 'node --import tsx scripts/bench/pages.ts',
  summary: 'Measures the pages of the embedded broker: transferred size and response time.',
  options: {
    integrations: { value: '<n>', default: '1000', description: 'number of integrations' },
    grid: { value: '<n>', default: '100', description: 'versions on each side of the matrix' },
    runs: { value: '<n>', default: '20', description: 'requests for each page' },
    official: { description: 'also measure the official broker, with the same integrations' },
  },
  examples: ['node --import tsx scripts/bench/pages.ts --integrations 300 --official'],
} as const;

interface PageMeasurement {
  readonly page: string;
  readonly 'wire kB': number;
  /** The median; `cpu ms` is the mean CPU time of the broker's process, without that of another database process. */
  readonly ms: number;
  readonly 'cpu ms': number;
}

const pair = `provider/${names.provider(0)}/consumer/${names.consumer(0)}`;
const common = ['/', `/pacticipants/${names.provider(0)}`, `/pacts/${pair}/latest`, `/matrix/${pair}`];
const onlyOurs = [
  '/?sort=updated&page=2',
  `/pacticipants/${names.provider(0)}/versions/1`,
  '/network',
  '/environments',
  '/matrix/provider/grid-provider/consumer/grid-consumer',
];

await runCommand(command, async (options) => {
  const [integrations, grid, runs] = [options.integrations, options.grid, options.runs].map(Number) as [
    number,
    number,
    number,
  ];
  const databases = await Databases.open(undefined);
  try {
    const ours = databases.sqlite('pages');
    if (grid > 0) await seedGrid(ours, grid);
    const result: Record<string, PageMeasurement[]> = {};
    result.ours = await measurePages(
      await startEmbedded(ours),
      integrations,
      runs,
      grid > 0 ? [...common, ...onlyOurs] : common,
    );
    if (options.official)
      result.official = await measurePages(
        await startOfficial(databases.postgres('pages')),
        integrations,
        runs,
        common,
      );
    if (options.json) console.log(JSON.stringify(result));
    else
      for (const [who, rows] of Object.entries(result)) {
        console.log(who);
        console.table(rows);
      }
  } finally {
    databases.close();
  }
  return 0;
});

async function measurePages(
  broker: RunningBroker,
  integrations: number,
  runs: number,
  pages: readonly string[],
): Promise<PageMeasurement[]> {
  const client = new HttpClient(broker.url);
  try {
    await seedIntegrations(client, integrations);
    const rows: PageMeasurement[] = [];
    for (const page of pages) rows.push(await measurePage(broker, page, runs));
    return rows;
  } finally {
    client.close();
    await broker.stop();
  }
}

/** Measures one page, after three warm-up requests. */
async function measurePage({ url, pid }: RunningBroker, page: string, runs: number): Promise<PageMeasurement> {
  for (let i = 0; i < 3; i += 1) await fetchPage(url + page);
  const cpuBefore = cpuOf(pid);
  const responses = [];
  for (let i = 0; i < runs; i += 1) responses.push(await fetchPage(url + page));
  const bytes = responses[0]?.bytes ?? 0;
  return {
    page,
    'wire kB': round(bytes / 1024),
    ms: round(
      percentile(
        responses.map(({ ms }) => ms),
        50,
      ),
    ),
    'cpu ms': round((cpuOf(pid) - cpuBefore) / runs),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Requests a page as a browser does; counts the bytes before decompression. */
function fetchPage(url: string): Promise<{ ms: number; bytes: number }> {
  const since = performance.now();
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-encoding': 'gzip' };
  return new Promise((resolve, reject) => {
    get(url, { headers }, async (answer) => {
      let bytes = 0;
      for await (const part of answer) bytes += (part as Buffer).length;
      if (answer.statusCode === 200) resolve({ ms: performance.now() - since, bytes });
      else reject(new Error(`${url}: ${answer.statusCode}`));
    }).on('error', reject);
  });
}
