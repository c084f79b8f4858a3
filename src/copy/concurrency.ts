import pMap from 'p-map';
import { groupBy } from '../text/group-by.ts';

const MAX_CONCURRENT_GROUPS = 4;

/**
 * Runs `act` for every item: items of one group one after the other in their order, different groups concurrently. After the first failure
 * no further item is started.
 */
export async function forEachInGroups<T>(
  items: readonly T[],
  groupOf: (item: T) => string,
  act: (item: T) => Promise<void>,
  concurrency = MAX_CONCURRENT_GROUPS,
): Promise<void> {
  let hasFailed = false;
  const runGroup = async (group: readonly T[]) => {
    for (const item of group) {
      if (hasFailed) return;
      await act(item).catch((error) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  await pMap(groupBy(items, groupOf).values(), runGroup, { concurrency });
}
