import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshName, pipelinePact, publish, testBroker } from '../verification/broker-with-pacts.ts';
import { runCli } from './support/run-cli.ts';

const broker = await testBroker();
afterAll(() => broker.close());
const [consumer, provider] = [freshName('pipeline'), freshName('core')];
await publish(broker.url, pipelinePact(consumer, provider), '3f2a');

const impact = (...args: string[]) =>
  runCli('impact', ['--provider', provider, ...args], { PACT_BROKER_BASE_URL: broker.url });

test('who relies on a field: a table, exit code 0', async () => {
  const { exit, stdout } = await impact('--field', 'FeedbackEvent.queue_size');
  expect([exit, stdout]).toEqual([
    0,
    expect.stringMatching(
      /FeedbackEvent\.queue_size +pipeline-.* +3f2a \(main\) +- +an integer +a FeedbackEvent .* and 5 more/,
    ),
  ]);
});

test('--json is one document', async () => {
  const { exit, stdout } = await impact('--path', '$.reason', '--json');
  expect([exit, JSON.parse(stdout)]).toMatchObject([
    0,
    { provider, path: '$.reason', found: [{ consumer, wants: 'exactly "hard"' }, { wants: 'exactly "ok"' }, {}] },
  ]);
});

describe('a proposed schema', () => {
  const folder = mkdtempSync(join(tmpdir(), 'impact-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Core's RateAdjustment as a schema, with other properties in place of its own. */
  function schema(properties: object): string {
    const file = join(folder, `${randomUUID()}.json`);
    const own = {
      provider: { type: 'string' },
      scale: { type: 'number' },
      ts: { type: 'number' },
      reason: { $ref: '#/$defs/Level' },
    };
    const whole = { ...own, ...properties };
    const $defs = { Level: { enum: ['ok', 'soft', 'hard'] } };
    const required = Object.keys(whole);
    writeFileSync(
      file,
      JSON.stringify({ title: 'RateAdjustment', $defs, type: 'object', properties: whole, required }),
    );
    return file;
  }

  test('that keeps every field: exit code 0', async () => {
    const { exit, stdout } = await impact(
      '--schema',
      schema({ note: { type: 'string' } }),
      '--message',
      'RateAdjustment',
    );
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/KEPT: .* keeps every field that is relied on\.\n$/)]);
  });

  test('that renames a level: exit code 1, with field, consumer, version, rule and interaction', async () => {
    const file = schema({ reason: { enum: ['ok', 'slow', 'hard'] } });
    const { exit, stdout } = await impact('--schema', file, '--message', 'RateAdjustment');
    expect([exit, stdout]).toEqual([
      1,
      expect.stringMatching(
        /✘ +RateAdjustment\.reason +other values +pipeline-.* +3f2a \(main\) +- +exactly "soft" +"ok", "slow" or "hard" +a RateAdjustment with reason soft\n/,
      ),
    ]);
  });

  test('of one message says nothing of the others, and one that refers to a file is not followed: exit code 2', async () => {
    const others = await impact('--schema', schema({}));
    expect([others.exit, others.stdout]).toEqual([2, expect.stringContaining('the schema describes no FeedbackEvent')]);
    writeFileSync(join(folder, 'ts.json'), '{"type":"number"}');
    const file = schema({ ts: { $ref: `file://${join(folder, 'ts.json')}` } });
    const { exit, stdout } = await impact('--schema', file, '--message', 'RateAdjustment');
    expect([exit, stdout]).toEqual([
      2,
      expect.stringMatching(/\? +RateAdjustment\.ts +cannot tell .* anything: a reference is not followed/),
    ]);
  });
});

test.each([
  [['--field', 'queue_size'], '--field is not Message.field: queue_size'],
  [['--field', 'A.b', '--path', '$.b'], 'give either --field or --path'],
  [['--schema', 'a.json', '--core', 'python'], 'give either --schema or --core'],
  [['--core', 'reference'], '--core must be python, not reference'],
  [['--selector', 'main'], '--selector is not a JSON object: main'],
])('%j is a mistake in usage', async (args, words) => {
  const { exit, stderr } = await impact(...args);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`error USAGE: ${words}`)]);
});
