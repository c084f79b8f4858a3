import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptedDifferences } from '../../../scripts/differential/accepted.ts';
import { Broker } from '../../../scripts/differential/broker.ts';
import { compare } from '../../../scripts/differential/compare.ts';
import { formatDifference } from '../../../scripts/differential/format-difference.ts';
import type { Recording } from '../../../scripts/differential/recording.ts';
import { replay } from '../../../scripts/differential/replay.ts';
import { useBroker } from '../../support/use-broker.ts';

const folder = join(import.meta.dirname, '..', '..', 'golden', 'differential');
const recordings = readdirSync(folder).map((file): Recording => JSON.parse(readFileSync(join(folder, file), 'utf8')));

const broker = useBroker();

test.each(recordings.map((recording, i) => [recording.history.name, i, recording] as const))(
  'the answers are those of the official broker: %s',
  async (_, i, { history, reference }) => {
    const ours = await replay(new Broker(broker.url), history, `replay${i}z`);
    const { differences } = compare(history, reference, ours);
    expect(differences.map((difference) => formatDifference(history, difference))).toEqual([]);
  },
);

test.each(acceptedDifferences)('src/broker/DIFFERENCES.md lists: $name', ({ id }) => {
  expect(readFileSync('src/broker/DIFFERENCES.md', 'utf8')).toContain(`\n| ${id} | `);
});
