import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonDifferences } from '../../src/pact/staleness.ts';
import { replaceUsage, type UsagePart, withoutUsage } from '../../src/pact/usage-part.ts';
import { compactUse, expandUse } from '../../src/usage/compact-use.ts';
import { readUsageQuestion, usageMetadataOf, usagePart } from '../../src/usage/pact.ts';
import { pactFileOf, writeUsagePact } from '../../src/usage/pact-file.ts';
import { mapParts } from '../../src/usage/parts.ts';
import { smallContract, smallUses } from './small-usage.ts';

const folder = mkdtempSync(join(tmpdir(), 'usage-pact-'));
afterAll(() => rmSync(folder, { recursive: true }));

const messages = readFileSync('pacts/market_data_pipeline-market-data-core.json', 'utf8');
const part = usagePart(smallContract);
const pair = { consumer: 'small-consumer', provider: 'prov' };

test('each name has one interaction, sorted by name', () => {
  expect(part.interactions.map(({ description }) => description)).toEqual(['uses prov.Bar', 'uses prov.connect']);
});

test('the message is the answer of a provider that fits', () => {
  expect(part.interactions[0]).toMatchObject({
    type: 'Asynchronous/Messages',
    contents: { content: { 'prov.Bar': { fits: true, failures: [] } } },
  });
});

test('the provider state contains the use without locations and defaults', () => {
  expect(part.interactions[1]?.providerStates).toEqual([
    {
      name: 'the consumer uses a name of the provider',
      params: { use: { baseline: { kind: 'function' }, module: 'prov', name: 'connect' } },
    },
  ]);
});

test('the provider state contains the extras that the consumer requires', () => {
  const [first] = usagePart({ ...smallContract, extras: ['redis'] }).interactions;
  expect(first?.providerStates[0]?.params.extras).toEqual(['redis']);
});

test.each(smallUses.map((use) => [use.name, use] as const))('the use of %s is read back', (_, use) => {
  const bare = mapParts(use, (one) => ({ ...one, locations: [] }));
  expect(readUsageQuestion({ use: compactUse(use) })?.use).toEqual(expandUse(compactUse(use)));
  expect(compactUse(expandUse(compactUse(use)))).toEqual(compactUse(use));
  expect(expandUse(compactUse(use)).calls[0]?.positional).toBe(bare?.calls[0]?.positional);
});

test('invalid parameters of a provider state are rejected', () => {
  expect(readUsageQuestion({ use: { module: 1 } })).toBeUndefined();
  expect(readUsageQuestion({ level: 'soft' })).toBeUndefined();
});

test('moved code changes only the metadata', () => {
  const moved = smallUses.map((use) => mapParts(use, (one) => ({ ...one, locations: ['consumer/b.py:99'] })) ?? use);
  const after = usagePart({ ...smallContract, uses: moved });
  expect(after.interactions).toEqual(part.interactions);
  expect(jsonDifferences(part.metadata, after.metadata)).toHaveLength(4);
});

test("the provider's parameters are stored only for positional arguments", () => {
  const [, bar] = smallUses;
  const keywords = (parameters: string[]) => {
    const baseline = { lands: [], parameters, async: null };
    return expandUse({ ...compactUse(bar as never), calls: [{ keywords: ['size'], baseline }] });
  };
  expect(compactUse(keywords(['size']))).toEqual(compactUse(keywords(['size', 'added'])));
});

describe('a pact file', () => {
  const write = (text: string | undefined, usage: UsagePart) => {
    const file = join(folder, 'pact.json');
    rmSync(file, { force: true });
    if (text !== undefined) writeFileSync(file, text);
    const { consumer, provider } = JSON.parse(text ?? '{"consumer":{},"provider":{}}');
    writeUsagePact(file, { consumer: consumer.name ?? 'c', provider: provider.name ?? 'p' }, usage);
    return readFileSync(file, 'utf8');
  };

  test('has the name that Pact gives it', () => {
    expect(pactFileOf('pacts', pair)).toBe(join('pacts', 'small-consumer-prov.json'));
  });

  test('the same input gives the same bytes, in any order of the uses', () => {
    const other = usagePart({ ...smallContract, uses: [...smallUses].reverse() });
    expect(write(undefined, other)).toBe(write(undefined, part));
  });

  test('messages stay byte for byte', () => {
    const text = messages.replace('"queue_size": 850', '"queue_size": 850.0');
    const extended = write(text, part);
    expect(JSON.parse(extended).interactions).toHaveLength(19);
    expect(withoutUsage(extended)).toBe(text);
  });

  test('existing usage is replaced', () => {
    const [first] = part.interactions;
    const once = write(messages, { ...part, interactions: first ? [first] : [] });
    expect(write(once, part)).toBe(write(messages, part));
  });

  test('the metadata contains the locations', () => {
    const metadata = usageMetadataOf(JSON.parse(write(messages, part)));
    expect(metadata?.locations['uses prov.Bar']).toEqual([
      ['consumer/a.py:1'],
      ['consumer/a.py:2'],
      ['consumer/a.py:3'],
    ]);
    expect(metadata?.consumer).toEqual({ distribution: 'small-consumer', version: '1.0.0' });
  });

  test('without messages and usage there is no pact', () => {
    expect(withoutUsage(write(undefined, part))).toBeUndefined();
    expect(() => write(messages, { ...part, interactions: [] })).toThrow('there is nothing to write into a pact');
  });

  test.each([
    ['an older specification', messages.replace('"version": "4.0"', '"version": "3.0.0"')],
    ['JSON in another format', JSON.stringify(JSON.parse(messages))],
  ])('%s is refused', (_, text) => {
    expect(() => write(text, part)).toThrow('a pact cannot be read');
  });

  test('a pact of another pair is rejected', () => {
    const file = join(folder, 'other.json');
    writeFileSync(file, messages);
    expect(() => writeUsagePact(file, pair, part)).toThrow('it is of another pair');
  });

  test('a pact without usage is unchanged', () => {
    expect(replaceUsage(messages, undefined)).toBe(messages);
  });
});
