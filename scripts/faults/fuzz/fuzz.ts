import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { createApp } from '../../../src/broker/app.ts';
import { startBroker } from '../../../src/broker/server.ts';
import type { Db } from '../../../src/broker/store/database.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import { Random } from '../../differential/random.ts';
import { publish, RequestFailedError, recordResult, send } from '../client.ts';
import { invalidRequest, type Route } from './request.ts';
import { sendRaw } from './send-raw.ts';

export interface FuzzResult {
  readonly requests: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly findings: readonly string[];
}

const secret = 'pineapple-on-pizza';

/**
 * Sends invalid requests to every route of a broker on an empty database. A finding is a 5xx, a refused request that changed data, or
 * a response with internal details or a secret.
 */
export async function fuzz(database: string, seed: number, requests: number): Promise<FuzzResult> {
  const log: string[] = [];
  const broker = await startBroker({
    database,
    port: 0,
    log: (line) => log.push(line),
    // No delivery is sent while a request is checked: a retry is a day away, and no host is found.
    webhooks: { secrets: { SECRET: secret }, retrySchedule: [86_400] },
    resolve: async () => [],
  });
  const db = await openDatabase(database, () => new Date());
  try {
    const routes = await routesOf(db, broker.url);
    const random = new Random(seed);
    const statuses: Record<number, number> = {};
    const findings: string[] = [];
    for (let i = 0; i < requests; i += 1) {
      if (i % 200 === 0) await restoreData(broker.url);
      const sent = invalidRequest(random, routes, await uuidsIn(db));
      const reads = ['GET', 'HEAD', 'OPTIONS'].includes(sent.method);
      await broker.deliverWebhooks();
      const before = reads ? '' : await fingerprint(db);
      const { status, text } = await sendRaw(broker.url, sent);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const changed = !reads && status >= 400 && (await fingerprint(db)) !== before;
      const problems = [...problemsIn(status, text), ...(changed ? ['a refused request changed data'] : [])];
      const shown = `${sent.method} ${sent.path.slice(0, 300)} ${String(sent.body ?? '').slice(0, 500)}`;
      for (const what of problems)
        findings.push(`${what}: ${shown} → ${status} ${text.slice(-300)} ${log.splice(0).join('\n').slice(0, 900)}`);
    }
    return { requests, statuses, findings };
  } finally {
    await broker.close();
    await db.destroy();
  }
}

/** Every path of the broker's app, with its allowed methods. */
async function routesOf(db: Db, url: string): Promise<Route[]> {
  const app = createApp({ db, now: () => new Date(), log: () => undefined });
  const paths = [...new Set(app.routes.map(({ path }) => path))].filter((path) => path !== '/*');
  return Promise.all(
    paths.map(async (path) => {
      const { headers } = await fetch(url + path.replace(/:(\w+)(\{[^}]+\})?/g, 'x'), { method: 'OPTIONS' });
      return { path, methods: (headers.get('access-control-allow-methods') ?? 'GET').split(', ') };
    }),
  );
}

function problemsIn(status: number, text: string): string[] {
  return [
    ...(status >= 500 ? ['a server error'] : []),
    ...(/\bat .*\(?(file:|node:|\/).*:\d+:\d+|node_modules|SQLITE_|kysely|postgres:/.test(text)
      ? ['internal details in the response']
      : []),
    ...(text.includes(secret) ? ['a secret in the response'] : []),
  ];
}

/** Creates again what requests may have deleted: two pacticipants with verified pacts, and a label. Existing data stays as it is. */
async function restoreData(url: string): Promise<void> {
  await seed(url, '1').catch(ignoreClientError);
  await seed(url, '2').catch(ignoreClientError);
  await send(url, 'PUT', '/pacticipants/heron/labels/bird', {});
}

async function seed(url: string, number: string): Promise<void> {
  await recordResult(url, await publish(url, number, 'heron'), `1${number}`);
}

function ignoreClientError(error: unknown): void {
  if (!(error instanceof RequestFailedError && error.status < 500)) throw error;
}

const tablesWithUuids = ['environments', 'deployed_versions', 'released_versions', 'webhooks', 'triggered_webhooks'];

async function uuidsIn(db: Db): Promise<string[]> {
  const found = await Promise.all(
    tablesWithUuids.map((table) =>
      sql<{ uuid: string }>`select uuid from ${sql.table(table)} order by id desc limit 2`.execute(db),
    ),
  );
  return ['x', ...found.flatMap(({ rows }) => rows.map(({ uuid }) => uuid))];
}

/** A hash of all rows of a database. */
async function fingerprint(db: Db): Promise<string> {
  const hash = createHash('sha256');
  for (const { name } of await tables(db)) {
    const { rows } = await sql`select * from ${sql.table(name)} order by 1, 2`.execute(db);
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('hex');
}

const known = new WeakMap<Db, { name: string }[]>();

async function tables(db: Db): Promise<{ name: string }[]> {
  const found = known.get(db) ?? (await db.introspection.getTables()).filter(({ name }) => !name.startsWith('kysely'));
  known.set(db, found);
  return found;
}
