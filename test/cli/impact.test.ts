import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pactWithUsage } from '../../src/pact/usage-part.ts';
import { usagePart } from '../../src/usage/pact.ts';
import { useAnyBroker } from '../support/use-broker.ts';
import { smallContract } from '../usage/small-usage.ts';
import { freshName, pipelinePact, publish } from '../verification/broker-with-pacts.ts';
import { callCommand } from './support/call-command.ts';

const broker = useAnyBroker();
const consumer = freshName('pipeline');
const provider = freshName('core');
beforeAll(() => publish(broker.url, pipelinePact(consumer, provider), '3f2a'));

const impact = (...args: string[]) =>
  callCommand('impact', ['--provider', provider, ...args], { PACT_BROKER_BASE_URL: broker.url });

test('prints the consumers of a field and exits with 0', async () => {
  const { exit, stdout } = await impact('--field', 'FeedbackEvent.queue_size');
  expect([exit, stdout]).toEqual([
    0,
    expect.stringMatching(
      /FeedbackEvent\.queue_size +pipeline-.* +3f2a \(main\) +- +an integer +a FeedbackEvent .* and 5 more/,
    ),
  ]);
});

test('--json prints one JSON document', async () => {
  const { exit, stdout } = await impact('--path', '$.reason', '--json');
  expect([exit, JSON.parse(stdout)]).toMatchObject([
    0,
    { provider, path: '$.reason', found: [{ consumer, wants: 'exactly "hard"' }, { wants: 'exactly "ok"' }, {}] },
  ]);
});

test('a field of an unknown message is searched for by its path', async () => {
  const { exit, stdout } = await impact('--field', 'Order.id');
  expect([exit, stdout]).toEqual([
    1,
    expect.stringContaining("to search in every message and response: --path '$.id'"),
  ]);
});

test('a path given as --field is a usage error that names --path', async () => {
  const { exit, stderr } = await impact('--field', '$.reason');
  expect([exit, stderr]).toEqual([2, expect.stringContaining("--path '$.reason'")]);
});

test('a field that no pact relies on exits with 1 and suggests a similar one', async () => {
  const { exit, stdout } = await impact('--field', 'RateAdjustment.reasn');
  expect([exit, stdout]).toEqual([1, expect.stringContaining('did you mean RateAdjustment.reason?')]);
});

describe('a Python name', () => {
  const library = freshName('library');
  const asked = (name: string, ...args: string[]) =>
    callCommand('impact', ['--provider', library, '--name', name, ...args], { PACT_BROKER_BASE_URL: broker.url });
  beforeAll(() => {
    const pact = pactWithUsage(freshName('osprey'), library, usagePart(smallContract));
    return publish(broker.url, JSON.parse(pact), '5.1');
  });

  test('that a consumer uses exits with 0 and names its version and its lines', async () => {
    const { exit, stdout } = await asked('prov.Bar.price');
    expect([exit, stdout]).toEqual([
      0,
      expect.stringMatching(/osprey-\w+ +5\.1 \(main\) +- +reads Bar\.price +it fails +consumer\/a\.py:3\n/),
    ]);
  });

  test('as --field and --json is the same', async () => {
    const { stdout } = await asked('prov.Bar.price', '--json');
    const args = ['--provider', library, '--field', 'prov.Bar.price', '--json'];
    const field = await callCommand('impact', args, { PACT_BROKER_BASE_URL: broker.url });
    expect(JSON.parse(field.stdout)).toEqual(JSON.parse(stdout));
    expect(JSON.parse(stdout)).toMatchObject({ uses: [{ does: 'passes price to Bar' }, { does: 'reads Bar.price' }] });
  });

  test('of a parameter of a constructor is a parameter of the class', async () => {
    const { exit, stdout } = await asked('prov.Bar.__init__.price');
    expect([exit, stdout]).toEqual([0, expect.stringContaining('passes price to Bar')]);
  });

  test('may have letters that are not ASCII, in any form that Python takes as the same name', async () => {
    const { exit, stdout } = await asked('prov.Bar.gro\u0308ße');
    expect([exit, stdout]).toEqual([1, expect.stringContaining('No pact in force uses prov.Bar.gr\u00f6ße.')]);
  });

  test.each(['prov.Bar.constructor', 'prov.__proto__', 'toString'])('%s is a name like any other', async (name) => {
    const { exit, stdout } = await asked(name);
    expect([exit, stdout]).toEqual([1, expect.stringContaining(`No pact in force uses ${name}.`)]);
  });

  test('that no consumer uses exits with 1', async () => {
    const { exit, stdout } = await asked('prov.Bar.colour');
    expect([exit, stdout]).toEqual([1, expect.stringContaining('No pact in force uses prov.Bar.colour.')]);
  });

  test('of a provider whose pacts have messages only exits with 1 and says so', async () => {
    const { exit, stdout } = await impact('--name', 'market_data_core.Bar');
    expect([exit, stdout]).toEqual([
      1,
      expect.stringContaining('UNKNOWN: no pact in force says what its consumer uses'),
    ]);
  });

  test('of a provider that the broker does not know exits with 2', async () => {
    const args = ['--provider', freshName('none'), '--name', 'prov.Bar'];
    expect((await callCommand('impact', args, { PACT_BROKER_BASE_URL: broker.url })).exit).toBe(2);
  });
});

describe('with a proposed schema', () => {
  const folder = mkdtempSync(join(tmpdir(), 'impact-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The schema of core's RateAdjustment, with added or replaced properties. */
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

  test('exits with 0 if every field is compatible', async () => {
    const { exit, stdout } = await impact(
      '--schema',
      schema({ note: { type: 'string' } }),
      '--message',
      'RateAdjustment',
    );
    expect([exit, stdout]).toEqual([
      0,
      expect.stringMatching(/COMPATIBLE: .* is compatible with every field that consumers rely on\.\n$/),
    ]);
  });

  test('exits with 1 and lists the broken field if a level is renamed', async () => {
    const file = schema({ reason: { enum: ['ok', 'slow', 'hard'] } });
    const { exit, stdout } = await impact('--schema', file, '--message', 'RateAdjustment');
    expect([exit, stdout]).toEqual([
      1,
      expect.stringMatching(
        /✘ +RateAdjustment\.reason +values changed +pipeline-.* +3f2a \(main\) +- +exactly "soft" +"ok", "slow" or "hard" +a RateAdjustment with reason soft\n/,
      ),
    ]);
  });

  test('exits with 2 if the schema does not describe every message', async () => {
    const { exit, stdout } = await impact('--schema', schema({}));
    expect([exit, stdout]).toEqual([2, expect.stringContaining('the schema does not describe FeedbackEvent')]);
  });

  test('--json has the exit code as a member', async () => {
    const { exit, stdout } = await impact('--schema', schema({}), '--message', 'RateAdjustment', '--json');
    expect([exit, JSON.parse(stdout)]).toMatchObject([0, { provider, exitCode: 0, findings: expect.any(Array) }]);
  });

  test('does not follow a reference to a file', async () => {
    writeFileSync(join(folder, 'ts.json'), '{"type":"number"}');
    const file = schema({ ts: { $ref: `file://${join(folder, 'ts.json')}` } });
    const { exit, stdout } = await impact('--schema', file, '--message', 'RateAdjustment');
    expect([exit, stdout]).toEqual([
      2,
      expect.stringMatching(/\? +RateAdjustment\.ts +undetermined .* anything: a reference is not followed/),
    ]);
  });
});

test.each([
  [['--field', 'queue_size'], '--field is invalid: queue_size; write it like FeedbackEvent.queue_size'],
  [['--field', 'A.b', '--path', '$.b'], 'give either --field or --path'],
  [['--schema', 'a.json', '--core', 'python'], '--schema cannot be combined with --core, --core-ref or --answers'],
  [['--core', 'reference'], 'the only value of --core is python, not reference'],
  [['--name', 'a..b'], '--name is not a Python name: a..b'],
  [['--name', ' a.b'], '--name is not a Python name:  a.b'],
  [['--name', 'market-data-core.Bar'], '--name is not a Python name: market-data-core.Bar'],
  [['--name', 'a.b()'], '--name is not a Python name: a.b()'],
  [['--schema', 'a.json', '--core-ref', '1.0'], '--schema cannot be combined with --core, --core-ref or --answers'],
  [['--schema', 'a.json', '--answers', 'b.json'], '--schema cannot be combined with --core, --core-ref or --answers'],
  [['--core', 'python', '--answers', 'b.json'], '--answers cannot be combined with --core'],
  [['--core', 'python', '--field', 'A.b'], '--field cannot be combined with --schema, --core, --core-ref or --answers'],
  [['--message', 'A'], '--message requires --schema, --core, --core-ref or --answers'],
  [['--interaction', 'an A', '--field', 'A.b'], '--interaction requires --schema, --core, --core-ref or --answers'],
  [
    ['--bodies-only', '--message', 'A'],
    '--message and --bodies-only require --schema, --core, --core-ref or --answers',
  ],
  [['--name', 'a.b', '--schema', 'c.json'], '--name cannot be combined with --schema'],
  [
    ['--name', 'a.b', '--field', 'c.d', '--path', '$.e', '--message', 'F'],
    '--name cannot be combined with --field, --path and --message',
  ],
  [['--field', 'a.b', '--bodies-only'], '--field with a Python name cannot be combined with --bodies-only'],
  [['--selector', 'main'], '--selector is not a JSON object: main'],
])('%j is a usage error', async (args, message) => {
  const { exit, stderr } = await impact(...args);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`error USAGE: ${message}`)]);
});
