import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptedDifferences } from '../../../scripts/differential/accepted.ts';
import { Broker } from '../../../scripts/differential/broker.ts';
import { compare } from '../../../scripts/differential/compare.ts';
import type { Recording } from '../../../scripts/differential/recording.ts';
import { story } from '../../../scripts/differential/story.ts';
import { tellTo } from '../../../scripts/differential/telling.ts';
import { startTestBroker, type TestBroker } from '../../support/test-broker.ts';

const folder = join(import.meta.dirname, '..', '..', 'golden', 'differential');
const recordings = readdirSync(folder).map((file): Recording => JSON.parse(readFileSync(join(folder, file), 'utf8')));

let broker: TestBroker;
beforeAll(async () => {
  broker = await startTestBroker();
});
afterAll(() => broker.close());

test.each(recordings.map((recording, i) => [recording.history.name, i, recording] as const))(
  'ours answers as the official broker did: %s',
  async (_, i, { history, telling }) => {
    const ours = await tellTo(new Broker(broker.url), history, `told${i}z`);
    const { differences } = compare(history, telling, ours);
    expect(differences.map((difference) => story(history, difference))).toEqual([]);
  },
);

test.each(acceptedDifferences)('src/broker/DIFFERENCES.md lists: $name', ({ listed }) => {
  expect(readFileSync('src/broker/DIFFERENCES.md', 'utf8')).toContain(`\n| ${listed} | `);
});
