import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runCli } from '../cli/support/run-cli.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';

const committed = 'pacts/wire/market_data_pipeline-market-data-store.json';
const folder = mkdtempSync(join(tmpdir(), 'wire-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the mended store: an installation leaves build output in the folder. */
const mendedStore = join(folder, 'store');
cpSync('test/stand-in-store', mendedStore, { recursive: true });

/** A PATH with a redis-server that does not start. */
function pathWithoutRedis(): string {
  writeFileSync(join(folder, 'redis-server'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  return `${folder}${delimiter}${process.env.PATH}`;
}

const verifyStore = (ref: string, pact = committed, env: Record<string, string> = {}) =>
  runCli(
    'pact:verify',
    ['--provider', 'market-data-store', '--provider-ref', ref, '--pact-url', pact, '--no-publish'],
    env,
  );

whenIndexIsReachable('the messages on the event buses', () => {
  test('of the published store do not fit the published pipeline', async () => {
    const { exit, stdout } = await verifyStore('0.6.73');
    expect(exit).toBe(1);
    const store = 'market-data-store 0.6.73';
    for (const sentence of [
      `RedisMessage.meta.schema_id to be equal to 'telemetry.FeedbackEvent', ${store} writes 'events.envelope.EventEnvelope'`,
      `RedisMessage.payload.level, ${store} does not write it`,
      `InMemoryMessage.payload.level, ${store} does not write it`,
      `FeedbackEvent to be delivered, ${store} does not do so: AttributeError: 'FeedbackEvent' object has no attribute 'utilization' (market_data_store/coordinator/feedback.py:169)`,
      'written at market_data_store/pulse/publisher.py:176; read at market_data_pipeline/orchestration/feedback/consumer.py:159, market_data_pipeline/pulse/consumer.py:185',
      `${store} breaks the contract`,
    ])
      expect(stdout).toContain(sentence);
    expect(stdout).toMatch(
      /market-data-store: python 0\.6\.73 \(with market-data-core 1\.\S+ and (redis-server|fakeredis)/,
    );
  }, 600_000);

  test('of a corrected store fit the published pipeline', async () => {
    const { exit, stdout } = await verifyStore(mendedStore);
    expect([exit, stdout]).toEqual([0, expect.stringContaining('✔ market_data_pipeline: 7 of 7 interactions pass')]);
  }, 600_000);

  test('are the same on fakeredis', async () => {
    const { exit, stdout } = await verifyStore(mendedStore, committed, { PATH: pathWithoutRedis() });
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/and fakeredis \d/)]);
  }, 600_000);

  test('of a corrected pair are verified with the pact of that pair', async () => {
    const args = ['--wire', '--pipeline-ref', './test/stand-in-pipeline', '--pact-dir', folder];
    const { exit, stdout, stderr } = await runCli('test:pact', args);
    expect([exit, exit === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    const pact = join(folder, 'market_data_pipeline-market-data-store.json');
    expect((await verifyStore(mendedStore, pact)).exit).toBe(0);
  }, 600_000);

  test('of the published pipeline are those of the committed pact', async () => {
    const directory = join(folder, 'published');
    const args = ['--wire', '--pipeline-ref', '0.8.70', '--pact-dir', directory];
    expect((await runCli('test:pact', args)).exit).toBe(0);
    const { exit, stdout } = await runCli('pact:publish', ['--wire', '--dir', directory, '--branch', 'base']);
    expect([exit, stdout]).toEqual([
      0,
      expect.stringContaining('market_data_pipeline 0.8.70 (base) relies on 7 interactions with market-data-store'),
    ]);
  }, 600_000);
});
