import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { type BrokerConnection, connectBroker } from '../broker/connect.ts';
import { BrokerClient } from '../broker-client/client.ts';
import { appendSummary } from '../ci/job-summary.ts';
import { applicationOf } from '../config/applications.ts';
import { type Config, clientEnvironment, loadConfig } from '../config/config.ts';
import { parseDatabaseLocation } from '../config/database-url.ts';
import { command, commandStart } from '../text/command.ts';
import { wrapText } from '../text/wrap.ts';
import type { Grid } from '../verification/compatibility-grid.ts';
import { findSelectedPacts } from '../verification/find-pacts.ts';
import { gridMarkdown, gridText } from '../verification/grid-report.ts';
import { runHistory } from '../verification/history.ts';
import { type HistoryRow, type HistoryTarget, versionOf } from '../verification/history-row.ts';
import { openPairStore } from '../verification/history-store.ts';
import { findRecordedPairs } from '../verification/recorded-pairs.ts';
import { createSelection } from '../verification/selection.ts';
import { checkRequirements } from './support/history-requirements.ts';
import { chosenConsumers, createVersions, onlyConsumers } from './support/history-rows.ts';
import { listTargets, shardOf } from './support/history-targets.ts';
import { verifyTarget } from './support/history-verify.ts';
import { defineCommand, type Values } from './support/run-command.ts';

const CACHE_FOLDER = '.cache/history';

const options = {
  provider: { value: '<name>', required: true, description: 'the distribution whose releases are verified' },
  consumer: { value: '<name>', multiple: true, description: 'show only this consumer; may be repeated' },
  releases: {
    value: '<specifier>',
    description: "only releases that match this PEP 440 specifier: '>=1.2' (default: all)",
  },
  'pre-releases': { description: 'pre-releases too' },
  yanked: { description: 'yanked releases too' },
  tags: {
    value: '<pattern>',
    description:
      "instead of published releases, verify the git tags that match this pattern ('v1.*') and end with a version, in version order",
  },
  repository: {
    value: '<url>',
    description: "the provider's git repository for --tags (default: CORE_REPOSITORY for core, and so on)",
  },
  shard: { value: '<part>', description: 'only this part of the releases: 2/8 is the second of eight' },
  again: { description: 'verify also what has a result already' },
  'no-publish': { description: 'do not record the results, and do not use those that the broker has' },
} as const;

type Options = Values<typeof options>;

export const run = defineCommand(
  {
    usage: commandStart('pact:history'),
    summary: 'Verifies every published release of a provider against the pacts in force, two at a time.',
    options,
    examples: [
      command('pact:history', { provider: 'market-data-core', releases: '>=1.2' }),
      command('pact:history', { provider: 'market-data-core', shard: '2/8' }),
      command('pact:history', { provider: 'market-data-core', tags: 'v1.*' }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    const provider = applicationOf(values.provider);
    const targets = await listTargets(values, config);
    const rows = await verifyAll(values, config, targets);
    const grid = { provider, rows, requirements: await checkRequirements(rows) };
    print(values, grid);
    appendSummary(config.GITHUB_STEP_SUMMARY, gridMarkdown(grid));
    if (grid.requirements.some(({ breaking }) => breaking.length > 0)) return 1;
    return rows.some(isUndetermined) ? 2 : 0;
  },
);

function isUndetermined({ problem, cells }: HistoryRow): boolean {
  return problem !== undefined || cells.some(({ verdict }) => verdict === 'unknown');
}

async function verifyAll(values: Options, config: Config, all: readonly HistoryTarget[]): Promise<HistoryRow[]> {
  const { publish, again, repository } = values;
  const targets = shardOf(all, values.shard);
  const provider = applicationOf(values.provider);
  const broker = await connectBroker(config);
  const client = new BrokerClient(broker.access);
  try {
    const pacts = await findSelectedPacts(client, createSelection(provider));
    const consumers = chosenConsumers(values.consumer, pacts, provider);
    if (publish) await createVersions(client, provider, all.map(versionOf));
    const rows = await runHistory({
      targets,
      pacts,
      store: openPairStore(storeFolder(provider, publish && addressOf(broker, config)), provider),
      recorded: publish ? await findRecordedPairs(client, provider, pacts) : undefined,
      again,
      verify: (target, missing) => {
        const choice = { provider, ref: target.ref, version: versionOf(target), repository };
        const selected = { access: broker.access, all: missing.length === pacts.length, pacts: missing };
        return verifyTarget(choice, config, selected, { publish, env: clientEnvironment() });
      },
      progress: (line) => console.error(wrapText(line)),
    });
    return rows.map((row) => onlyConsumers(row, consumers));
  } finally {
    await broker.close();
  }
}

/** The folder of stored verdicts. Each broker in which results are recorded has its own; `recordedAt` is `false` for results that are not recorded. */
function storeFolder(provider: string, recordedAt: string | false): string {
  const hash = createHash('sha256').update(JSON.stringify(recordedAt)).digest('hex');
  return join(CACHE_FOLDER, `${provider}-${hash.slice(0, 12)}`);
}

/** The broker's address; for the embedded broker that of its database, because its port is different each time. */
function addressOf({ access, embedded }: BrokerConnection, { PACT_BROKER_DATABASE_URL: database }: Config): string {
  if (!embedded) return access.url;
  const { kind, location } = parseDatabaseLocation(database);
  return kind === 'file' ? resolve(location) : location;
}

function print({ json }: Options, grid: Grid): void {
  console.log(json ? JSON.stringify(grid) : gridText(grid));
}
