import { join, resolve } from 'node:path';
import { connectBroker } from '../broker/connect.ts';
import { BrokerClient } from '../broker-client/client.ts';
import { appendSummary } from '../ci/job-summary.ts';
import { applicationOf, distributionOf } from '../config/applications.ts';
import { type Config, clientEnvironment, loadConfig } from '../config/config.ts';
import { parseDatabaseLocation } from '../config/database-url.ts';
import { ContractError } from '../config/errors.ts';
import { defaultPython } from '../python/interpreter.ts';
import { allowedReleases, listReleases, type ReleasesOptions } from '../python/releases.ts';
import { command, commandStart } from '../text/command.ts';
import {
  checkRequirement,
  consumersOf,
  type Grid,
  gridMarkdown,
  gridText,
  type RequirementCheck,
} from '../verification/compatibility-grid.ts';
import { findSelectedPacts } from '../verification/find-pacts.ts';
import { dropRows, type HistoryRow, runHistory } from '../verification/history.ts';
import { createSelection } from '../verification/selection.ts';
import { verifyPacts } from '../verification/verify.ts';
import {
  chosenConsumers,
  createVersions,
  findUnknownVersions,
  keyOfRows,
  onlyConsumers,
} from './support/history-rows.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { startProvider } from './support/start-provider.ts';

const CACHE_FOLDER = '.cache/history';
const python: ReleasesOptions = { python: defaultPython, env: process.env };

const options = {
  provider: { value: '<name>', required: true, description: 'the distribution whose releases are verified' },
  consumer: { value: '<name>', multiple: true, description: 'show only this consumer; may be repeated' },
  releases: { value: '<specifier>', description: "which releases, as PEP 440 writes it: '>=1.2' (default: all)" },
  'pre-releases': { description: 'pre-releases too' },
  yanked: { description: 'yanked releases too' },
  shard: { value: '<part>', description: 'only this part of the releases: 2/8 is the second of eight' },
  'no-publish': { description: 'do not record the results' },
} as const;

type Options = Values<typeof options>;

export const run = defineCommand(
  {
    usage: commandStart('pact:history'),
    summary: 'Verifies every published release of a provider against the pacts in force, two at a time.',
    options,
    examples: [command('pact:history', { provider: 'market-data-core', releases: '>=1.2' })],
  },
  async (values) => {
    const config = loadConfig();
    const provider = applicationOf(values.provider);
    const releases = await chosenReleases(values);
    const rows = await verifyAll(values, config, releases);
    const grid = { provider, rows, requirements: await checkRequirements(rows) };
    print(values, grid);
    appendSummary(config.GITHUB_STEP_SUMMARY, gridMarkdown(grid));
    if (grid.requirements.some(({ breaking }) => breaking.length > 0)) return 1;
    return rows.some(({ problem }) => problem !== undefined) ? 2 : 0;
  },
);

async function chosenReleases({ provider, releases: specifier, preReleases, yanked, shard }: Options) {
  const published = await listReleases(distributionOf(provider), python);
  const wanted = published
    .filter((one) => one.suitable && (yanked || !one.yanked) && (preReleases || !one.preRelease))
    .map(({ number }) => number);
  const allowed = specifier === undefined ? wanted : await allowedReleases(specifier, wanted, python);
  if (allowed.length === 0) throw new ContractError('NO_ALLOWED_RELEASE', `${provider} ${specifier ?? ''}`);
  const [, part = 1, parts = 1] = (/^(\d+)\/(\d+)$/.exec(shard ?? '1/1') ?? []).map(Number);
  if (shard && !(/^\d+\/\d+$/.test(shard) && part >= 1 && part <= parts))
    throw new ContractError('USAGE', `--shard is like 2/8, not ${shard}`);
  return { all: allowed, own: allowed.filter((_, index) => index % parts === part - 1) };
}

async function verifyAll(
  values: Options,
  config: Config,
  { all, own }: { readonly all: readonly string[]; readonly own: readonly string[] },
): Promise<HistoryRow[]> {
  const { publish } = values;
  const provider = applicationOf(values.provider);
  const broker = await connectBroker(config);
  const source = { kind: 'selected', broker: broker.access } as const;
  const client = new BrokerClient(broker.access);
  try {
    const pacts = await findSelectedPacts(client, createSelection(provider));
    const consumers = chosenConsumers(values.consumer, pacts, provider);
    const key = keyOfRows(pacts, publish && (broker.embedded ? databaseOf(config) : broker.access.url));
    const store = { file: join(CACHE_FOLDER, `${provider}-${key.slice(0, 12)}.json`), key };
    if (publish) {
      const unknown = await findUnknownVersions(client, provider, all);
      dropRows(store, unknown);
      await createVersions(client, provider, unknown);
    }
    const rows = await runHistory({
      ...store,
      releases: own,
      progress: (line) => console.error(line),
      verify: async (release) => {
        const started = await startProvider({ provider, ref: release, version: release }, config, () => undefined);
        try {
          return await verifyPacts({ provider: started, source, publish, env: clientEnvironment() });
        } finally {
          await started.close();
        }
      },
    });
    return rows.map((row) => onlyConsumers(row, consumers));
  } finally {
    await broker.close();
  }
}

/** The embedded broker's database as an absolute address. */
function databaseOf({ PACT_BROKER_DATABASE_URL: database }: Config): string {
  const { kind, location } = parseDatabaseLocation(database);
  return kind === 'file' ? resolve(location) : location;
}

async function checkRequirements(rows: readonly HistoryRow[]): Promise<RequirementCheck[]> {
  const releases = rows.map(({ release }) => release);
  const checks: RequirementCheck[] = [];
  for (const consumer of consumersOf(rows)) {
    const cells = rows.flatMap((row) => row.cells).filter((cell) => cell.consumer === consumer);
    const requirement = cells.find((cell) => cell.requirement !== undefined)?.requirement;
    if (requirement === undefined) continue;
    const allowed = await allowedReleases(requirement, releases, python);
    checks.push(checkRequirement(rows, { consumer, requirement }, allowed));
  }
  return checks;
}

function print({ json }: Options, grid: Grid): void {
  console.log(json ? JSON.stringify(grid) : gridText(grid));
}
