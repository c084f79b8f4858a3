import { groupBy } from '../text/group-by.ts';
/**
 * Does something with every item, several at once: those of one lane one after the other in their order, different lanes side by side.
 * The first failure ends it all.
 */
export async function inLanes<T>(
  items: readonly T[],
  laneOf: (item: T) => string,
  act: (item: T) => Promise<void>,
  width = 4,
): Promise<void> {
  const lanes = [...groupBy(items, laneOf).values()];
  let failed = false;
  const worker = async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
      for (const item of lane) {
        if (failed) return;
        await act(item).catch((error) => {
          failed = true;
          throw error;
        });
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}
