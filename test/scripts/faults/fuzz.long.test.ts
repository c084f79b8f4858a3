import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzz } from '../../../scripts/faults/fuzz/fuzz.ts';

/** `npm run faults` sends more requests. */
test('invalid requests cause no internal error, change or disclosure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  const { requests, statuses, findings } = await fuzz(join(folder, 'broker.sqlite'), 4, 400);
  await rm(folder, { recursive: true });
  expect(findings).toEqual([]);
  expect(Object.values(statuses).reduce((sum, count) => sum + count)).toBe(requests);
});
