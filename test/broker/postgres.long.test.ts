import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { publish, type RequestFailedError, send } from '../../scripts/faults/client.ts';
import { runConcurrentClients } from '../../scripts/faults/concurrency.ts';
import { crashScenarios } from '../../scripts/faults/crashes.ts';
import { writeThroughOutages } from '../../scripts/faults/outage.ts';
import { freePort } from '../../scripts/reference-broker/cluster.mjs';
import { createDatabase } from '../../scripts/support/postgres.ts';
import { startBroker } from '../../src/broker/server.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';
import { lockPacticipant } from '../../src/broker/store/postgres/write-conflicts.ts';
import { useBrokerProcesses } from '../support/broker-process.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import { describeOnPostgres, useCluster } from '../support/postgres.ts';
import { startReceiver } from '../support/receiver.ts';
import { waitUntil } from '../support/wait-until.ts';

const startBrokerProcess = useBrokerProcesses();

const pactOf = (consumer: string, provider: string) => ({
  consumer: { name: consumer },
  provider: { name: provider },
  interactions: [{ description: `${consumer} and ${provider}` }],
});

/** Publishes the first pact of two pacticipants. @returns whether it was accepted */
async function publishPair(url: string, consumer: string, provider: string): Promise<boolean> {
  const content = Buffer.from(JSON.stringify(pactOf(consumer, provider))).toString('base64');
  const contract = { consumerName: consumer, providerName: provider, specification: 'pact', content };
  const body = {
    pacticipantName: consumer,
    pacticipantVersionNumber: '1',
    contracts: [{ ...contract, contentType: 'application/json' }],
  };
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${url}/contracts/publish`, { method: 'POST', headers, body: JSON.stringify(body) })).ok;
}

/** As `publishPair`, by the URL of the pact. */
async function putPair(url: string, consumer: string, provider: string): Promise<boolean> {
  const body = JSON.stringify(pactOf(consumer, provider));
  const headers = { 'content-type': 'application/json' };
  return (
    await fetch(`${url}/pacts/provider/${provider}/consumer/${consumer}/version/1`, { method: 'PUT', headers, body })
  ).ok;
}

/** `npm run faults -- --postgres` runs longer scenarios and more kills. */
describeOnPostgres('brokers on PostgreSQL', () => {
  const cluster = useCluster();
  const fresh = async () => (await createDatabase(cluster().url)).location;
  const now = () => new Date();

  test('brokers that start at the same time create the tables once', async () => {
    const database = await fresh();
    const all = await Promise.all(Array.from({ length: 4 }, () => startBroker({ database, port: 0 })));
    const { _embedded } = (await (await fetch(`${all[0]?.url}/environments`)).json()) as {
      _embedded: { environments: unknown[] };
    };
    expect(_embedded.environments).toHaveLength(2);
    await Promise.all(all.map(({ close }) => close()));
  });

  test('two processes serve concurrent clients consistently', async () => {
    const database = await fresh();
    const brokers = await Promise.all([startBrokerProcess(database), startBrokerProcess(database)]);
    const load = { urls: brokers.map(({ url }) => url), clients: 8, rounds: 1 };
    expect(await runConcurrentClients(load)).toMatchObject({ failures: [], inconsistencies: [] });
    for (const broker of brokers) expect(await broker.end('SIGTERM')).toBe(0);
  });

  test.each([
    ['publications', publishPair],
    ['pacts', putPair],
  ])('parallel first %s in both directions insert pacticipants in one order', async (_, write) => {
    const broker = await startBroker({ database: await fresh(), port: 0, checksSimilarNames: false });
    const logFile = join(cluster().folder, 'data', 'log');
    const before = statSync(logFile).size;
    const pairs = Array.from({ length: 40 }, (_, i) => [`a${i}`, `z${i}`] as const);
    const writes = pairs.flatMap(([one, other]) => [write(broker.url, one, other), write(broker.url, other, one)]);
    expect(new Set(await Promise.all(writes))).toEqual(new Set([true]));
    await broker.close();
    expect(readFileSync(logFile, 'utf8').slice(before)).not.toContain('deadlock detected');
  });

  test('waiting writers leave a connection to readers', async () => {
    const database = await fresh();
    const broker = await startBroker({ database, port: 0, postgres: { maxConnections: 5, poolTimeoutMs: 5_000 } });
    const db = await openDatabase(database, now);
    const written = await db.transaction().execute(async (transaction) => {
      await lockPacticipant(transaction, 'pipeline');
      const writers = Array.from({ length: 20 }, (_, i) => publish(broker.url, `${i}`));
      await delay(1_000);
      await send(broker.url, 'GET', '/pacticipants');
      return () => Promise.all(writers);
    });
    expect(await written()).toHaveLength(20);
    await db.destroy();
    await broker.close();
  });

  test('a crash of PostgreSQL loses no confirmed write', async () => {
    const broker = await startBrokerProcess(await fresh(), { quiet: true });
    const { failures, lost, unavailable } = await writeThroughOutages(
      broker.url,
      8,
      crashScenarios(cluster()).slice(0, 1),
    );
    expect({ failures, lost }).toEqual({ failures: [], lost: [] });
    expect(unavailable).toBeGreaterThan(0);
    expect(await broker.end('SIGTERM')).toBe(0);
  });

  test.each([
    ['during a write is reported as no change', '"description":"2"', 'Nothing was changed', 404],
    ['during the commit is reported as an unknown outcome', 'commit', 'Whether anything was changed is not known', 200],
  ])('a lost connection %s', async (_, word, said, found) => {
    const proxy = await startCuttingProxy(await fresh());
    const broker = await startBroker({ database: proxy.location, port: 0 });
    await publish(broker.url, '1');
    proxy.cutAfter(word);
    const refused: RequestFailedError = await publish(broker.url, '2').then(
      () => undefined,
      (error) => error,
    );
    expect([refused.status, refused.retryAfter]).toEqual([503, '1']);
    expect(refused.message).toContain(said);
    const { status } = await fetch(`${broker.url}/pacticipants/pipeline/versions/2`);
    expect(status).toBe(found);
    await publish(broker.url, '2');
    await broker.close();
    await proxy.close();
  });

  test('an older broker keeps serving after a newer one has migrated the database', async () => {
    const database = await fresh();
    const old = await startBroker({ database, port: 0 });
    await publish(old.url, '1');
    const db = await openDatabase(database, now);
    await sql`alter table versions add column later text`.execute(db);
    await sql`insert into kysely_migration (name, timestamp) values ('999_later', '')`.execute(db);
    await db.destroy();
    await publish(old.url, '2');
    await send(old.url, 'GET', '/pacticipants/pipeline/versions/1');
    await old.close();
    await expect(startBroker({ database, port: 0 })).rejects.toMatchObject({ code: 'DATABASE_NEWER', exitCode: 2 });
  });

  test('the start waits until PostgreSQL is available', async () => {
    const database = await fresh();
    cluster().stop();
    const started = startBroker({ database, port: 0, postgres: { connectRetries: 30 } });
    await delay(1_500);
    cluster().start();
    const broker = await started;
    await publish(broker.url, '1');
    await broker.close();
  });

  test('the start fails after the configured number of retries', async () => {
    const database = `postgres://postgres@127.0.0.1:${await freePort()}/postgres`;
    const started = startBroker({ database, port: 0, postgres: { connectRetries: 1 } });
    await expect(started).rejects.toMatchObject({ code: 'DATABASE_UNUSABLE' });
  });

  test('another process sends the webhooks of a killed one', async () => {
    const database = await fresh();
    const receiver = await startReceiver();
    const env = { PACT_BROKER_WEBHOOK_SCHEME_WHITELIST: 'http', PACT_BROKER_WEBHOOK_HOST_WHITELIST: '127.0.0.1' };
    receiver.answers = [{ status: 200, hangs: true }, { status: 200 }];
    const first = await startBrokerProcess(database, { env });
    const request = { method: 'POST', url: receiver.url };
    await send(first.url, 'POST', '/webhooks', { events: [{ name: 'contract_published' }], request });
    await publish(first.url, '1');
    await waitUntil(() => receiver.received.length > 0);
    await first.end('SIGKILL');
    const later = () => new Date(Date.now() + 120_000);
    const second = await startBroker({
      database,
      port: 0,
      now: later,
      webhooks: { schemes: ['http'], hosts: ['127.0.0.1'] },
    });
    await second.deliverWebhooks();
    expect(receiver.received).toHaveLength(2);
    await second.close();
    await receiver.close();
  });
});
