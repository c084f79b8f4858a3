import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPacts } from '../../src/gate/pact-files.ts';
import { assertReadFrom, assertWrittenBy } from '../../src/gate/pact-origin.ts';
import { type UsageConsumer, usagePart } from '../../src/usage/pact.ts';
import { writeUsagePact } from '../../src/usage/pact-file.ts';
import { smallContract } from '../usage/small-usage.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const folder = mkdtempSync(join(tmpdir(), 'usage-origin-'));
const file = join(folder, 'small-consumer-prov.json');
afterAll(() => rmSync(folder, { recursive: true }));

function pactReadFrom(consumer: Partial<UsageConsumer>) {
  const usage = usagePart({ ...smallContract, consumer: { ...smallContract.consumer, ...consumer } });
  writeUsagePact(file, { consumer: 'small-consumer', provider: 'prov' }, usage);
  return { file, pact: JSON.parse(readFileSync(file, 'utf8')) };
}

test.each([
  ['a release for its number', '1.0.0', {}],
  ['a commit for its SHA', commit, { commit }],
  ['a commit for its version with the SHA', '1.0.0+0123456789ab', { commit }],
])('%s is published', (_, version, consumer) => {
  expect(() => assertWrittenBy(version, pactReadFrom(consumer))).not.toThrow();
});

test.each([
  ['another release', '1.0.1', {}, 'its usage was read from small-consumer 1.0.0'],
  ['a commit for the release number', '1.0.0', { commit }, 'at commit'],
  ['a folder with changes', commit, { commit, modified: true as const }, 'with uncommitted changes'],
])('%s is refused', (_, version, consumer, words) => {
  expect(() => assertReadFrom(version, pactReadFrom(consumer))).toThrow(
    expect.objectContaining({ code: 'USAGE_ORIGIN_REFUSED', exitCode: 1, message: expect.stringContaining(words) }),
  );
});

test('usage without its origin is refused', () => {
  const { pact } = pactReadFrom({});
  expect(() => assertReadFrom('1.0.0', { file, pact: { ...pact, metadata: {} } })).toThrow('it does not name the code');
});

test('a folder may hold usage of other consumers beside the pacts of one', () => {
  pactReadFrom({});
  const name = 'market_data_pipeline-market-data-core.json';
  copyFileSync(join('pacts', name), join(folder, name));
  expect(readPacts(folder).map((pact) => pact.file)).toEqual([join(folder, name)]);
  expect(readPacts.bind(undefined, folder, 'small-consumer')).toThrow('its consumer is not small-consumer');
});
