import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../../src/broker/store/database.ts';
import { startBrokerProcess } from '../support/broker-process.ts';

/** What was answered is kept: brokers as processes of their own on one file, killed while they write. */
describe('a broker on a file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'broker-'));
    file = join(folder, 'broker.sqlite');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('keeps everything that it answered, killed four times amid parallel writes', async () => {
    const answered: string[] = [];
    for (let round = 1; round <= 4; round += 1) {
      const broker = await startBrokerProcess(file);
      expect(await missing(broker.url, answered)).toEqual([]);
      const before = answered.length;
      const writers = Array.from({ length: 8 }, (_, i) => writeUntilItDies(broker.url, `${round}-${i}`, answered));
      while (answered.length < before + 40) await aMoment(5);
      expect(await broker.end('SIGKILL')).toBeNull();
      await Promise.all(writers);
    }
    const broker = await startBrokerProcess(file);
    expect(await missing(broker.url, answered)).toEqual([]);
    expect(await broker.end('SIGTERM')).toBe(0);
    expect(answered.length).toBeGreaterThanOrEqual(160);
    expect(await damage(file)).toEqual([]);
  }, 120_000);

  test('ends with 0 on Ctrl-C and has everything after a restart', async () => {
    const first = await startBrokerProcess(file);
    const path = await publish(first.url, '1');
    expect(await first.end('SIGINT')).toBe(0);
    const second = await startBrokerProcess(file);
    expect(await missing(second.url, [path])).toEqual([]);
    await second.end('SIGINT');
  }, 60_000);

  test('shares it with another broker: one version for each number, and no write is lost or failed', async () => {
    const brokers = await Promise.all([startBrokerProcess(file), startBrokerProcess(file)]);
    const numbers = Array.from({ length: 20 }, (_, i) => `${i}`);
    const both = numbers.flatMap((number) => brokers.map(({ url }) => publish(url, number)));
    const paths = await Promise.all(both);
    for (const { url } of brokers) {
      expect(await missing(url, paths)).toEqual([]);
      const { _embedded } = (await (await fetch(`${url}/pacticipants/pipeline/versions`)).json()) as {
        _embedded: { versions: { number: string }[] };
      };
      expect(_embedded.versions.map(({ number }) => Number(number)).sort((a, b) => a - b)).toEqual(numbers.map(Number));
    }
    for (const broker of brokers) expect(await broker.end('SIGINT')).toBe(0);
    expect(await damage(file)).toEqual([]);
  }, 60_000);
});

const aMoment = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Publishes, records results and adds to branches, one after the other; each address that must be there from then on is noted. */
async function writeUntilItDies(url: string, name: string, answered: string[]): Promise<void> {
  try {
    for (let i = 0; ; i += 1) {
      const number = `${name}-${i}`;
      const pact = await publish(url, number);
      answered.push(pact);
      answered.push(await recordResult(url, pact, number));
      answered.push(await put(url, `/pacticipants/core/branches/main/versions/${number}`));
    }
  } catch (error) {
    if (!/^(fetch failed|terminated)$/.test((error as Error).message)) throw error;
  }
}

async function publish(url: string, number: string): Promise<string> {
  const names = { consumer: { name: 'pipeline' }, provider: { name: 'core' } };
  const content = Buffer.from(JSON.stringify({ ...names, interactions: [{ description: number }] })).toString('base64');
  const contract = { consumerName: 'pipeline', providerName: 'core', content, specification: 'pact' };
  await send(url, 'POST', '/contracts/publish', {
    ...{ pacticipantName: 'pipeline', pacticipantVersionNumber: number, branch: 'main', tags: ['dev'] },
    contracts: [{ ...contract, contentType: 'application/json' }],
  });
  return `/pacts/provider/core/consumer/pipeline/version/${number}`;
}

async function recordResult(url: string, pact: string, number: string): Promise<string> {
  const { _links } = (await (await fetch(url + pact)).json()) as { _links: Record<string, { href: string }> };
  const target = _links['pb:publish-verification-results']?.href.replace(url, '') ?? '';
  const { headers } = await send(url, 'POST', target, { success: true, providerApplicationVersion: number });
  return headers.get('location')?.replace(url, '') ?? '';
}

async function put(url: string, path: string): Promise<string> {
  await send(url, 'PUT', path, {});
  return path;
}

async function send(url: string, method: string, path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
  if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}

/** Those of the addresses where nothing is. */
async function missing(url: string, paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(async (path) => ((await fetch(url + path)).ok ? [] : [path])));
  return found.flat();
}

/** What SQLite itself finds wrong with the file. */
async function damage(file: string): Promise<unknown[]> {
  const db = await openDatabase(file, () => new Date());
  const { rows } = await sql<{ integrityCheck: string }>`pragma integrity_check`.execute(db);
  const orphans = await sql`pragma foreign_key_check`.execute(db);
  await db.destroy();
  return [...rows.filter(({ integrityCheck }) => integrityCheck !== 'ok'), ...orphans.rows];
}
