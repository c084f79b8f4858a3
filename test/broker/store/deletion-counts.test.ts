import { sql } from 'kysely';
import {
  type Deletable,
  findDeletableBranch,
  findDeletableIntegration,
  findDeletablePacticipant,
  findDeletableVersion,
  findDeletableWebhook,
  planDeletion,
} from '../../../src/broker/queries/deletions.ts';
import type { Db } from '../../../src/broker/store/database.ts';
import type { DeletionCounts } from '../../../src/broker/store/deletion-counts.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import { History } from '../../support/history.ts';
import { randomFrom } from '../../support/random.ts';
import { useBroker } from '../../support/use-broker.ts';

const tables: Readonly<Record<keyof DeletionCounts, string>> = {
  pacticipants: 'pacticipants',
  versions: 'versions',
  branches: 'branches',
  tags: 'tags',
  pacts: 'pact_publications',
  results: 'verifications',
  deployments: 'deployed_versions',
  releases: 'released_versions',
  webhooks: 'webhooks',
  deliveries: 'triggered_webhooks',
};

async function countTables(db: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [name, table] of Object.entries(tables)) {
    const { rows } = await sql<{ count: number | string }>`select count(*) as count from ${sql.table(table)}`.execute(
      db,
    );
    counts[name] = Number(rows[0]?.count);
  }
  return counts;
}

const now = new Date();
const consumers = ['heron', 'stork', 'ibis'];
const providers = ['core', 'pond', 'heron'];

/** Everything that can be deleted in a history with these names. */
const deletables: readonly [what: string, find: (db: Db) => Promise<(Deletable | undefined)[]>][] = [
  [
    'pacticipants',
    (db) => all([...consumers, ...providers], (pacticipant) => findDeletablePacticipant(db, { pacticipant }, now)),
  ],
  [
    'versions',
    (db) =>
      all([...consumers, ...providers], async (pacticipant) =>
        findDeletableVersion(db, { pacticipant, version: '1' }, now),
      ),
  ],
  ['branches', (db) => all(consumers, (pacticipant) => findDeletableBranch(db, { pacticipant, branch: 'b0' }, now))],
  [
    'integrations',
    async (db) =>
      (
        await all(consumers, (consumer) =>
          all(providers, (provider) => findDeletableIntegration(db, { consumer, provider }, now)),
        )
      ).flat(),
  ],
  [
    'webhooks',
    async (db) => {
      const uuids = await db.selectFrom('webhooks').select('uuid').execute();
      return all(uuids, ({ uuid }) => findDeletableWebhook(db, { uuid }, now));
    },
  ],
];

function all<Item, Result>(items: readonly Item[], find: (item: Item) => Promise<Result>): Promise<Result[]> {
  return items.reduce<Promise<Result[]>>(
    async (found, item) => [...(await found), await find(item)],
    Promise.resolve([]),
  );
}

class RolledBackError extends Error {}

describe.each([1, 2])('the counts of a deletion in random history %i', (seed) => {
  const broker = useBroker({ database: 'file' });
  const history = new History(broker);

  /** A random history in which each table has rows. */
  async function fill(random: (below: number) => number): Promise<void> {
    const pick = <Item>(items: readonly Item[]) => items[random(items.length)] as Item;
    for (const scope of [
      {},
      { consumer: { name: 'heron' } },
      { provider: { name: 'core' } },
      { consumer: { label: 'x' } },
    ]) {
      await history.version('heron', '0');
      await history.version('core', '0');
      const request = { method: 'POST', url: 'https://ci.example.org/' };
      await broker.ask('POST', '/webhooks', { events: [{ name: 'contract_published' }], request, ...scope });
    }
    const published: [string, string][] = [];
    for (let n = 0; n < 12; n += 1) {
      const consumer = pick(consumers);
      const provider = pick(providers);
      const number = String(random(4));
      const options = { provider, branch: `b${random(2)}`, tags: [`t${random(2)}`] };
      const { status } = await broker.ask('GET', `/pacts/provider/${provider}/consumer/${consumer}/version/${number}`);
      if (consumer === provider || status === 200) continue;
      await history.publish(consumer, number, [`x${random(3)}`], options);
      if (provider === 'core') published.push([consumer, number]);
      if (random(2) === 0) await history.deploy(consumer, number, pick(['test', 'production']));
      if (random(2) === 0) await history.release(consumer, number, pick(['test', 'production']));
    }
    for (const [consumer, number] of published)
      await history.verify(String(random(3)), consumer, number, random(2) === 0);
    const request = { method: 'POST', url: 'https://ci.example.org/' };
    const body = { events: [{ name: 'contract_published' }], request };
    for (const [consumer] of published) await broker.ask('POST', `/webhooks/provider/core/consumer/${consumer}`, body);
  }

  beforeAll(() => fill(randomFrom(seed)), 600_000);

  test.each(deletables)('equal the number of deleted rows: %s', async (_, find) => {
    const db = await openDatabase(broker.database, () => now);
    const before = await countTables(db);
    const found = (await find(db)).filter((deletable) => deletable !== undefined);
    expect(found.length).toBeGreaterThan(0);
    for (const deletable of found) {
      const { counts } = await planDeletion(db, deletable);
      let after: Record<string, number> = {};
      const transaction = db.transaction().execute(async (transaction) => {
        await deletable.delete(transaction);
        after = await countTables(transaction);
        throw new RolledBackError();
      });
      await expect(transaction).rejects.toThrow(RolledBackError);
      const removed = Object.fromEntries(
        Object.keys(tables).map((name) => [name, (before[name] ?? 0) - (after[name] ?? 0)]),
      );
      expect([deletable.name, counts]).toEqual([deletable.name, removed]);
    }
    await db.destroy();
  });
});
