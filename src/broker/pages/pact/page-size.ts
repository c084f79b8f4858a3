import { isComparable } from '../../pact-json/difference.ts';
import type { Json } from '../../pact-json/json.ts';
import { parseJsonAsync } from '../../pact-json/json-reader.ts';
import { listInteractions } from '../../pact-json/pact-content.ts';

/** The most values of an interaction, each of which becomes a row. */
const MAX_SHOWN_VALUES = 2_000;
/** The most interactions of a pact that is shown: pairing them with those of the previous pact, and counting them, does not yield. */
const MAX_SHOWN_INTERACTIONS = 5_000;

/** Whether a pact can be shown as a page. */
export async function isShowable(content: string): Promise<boolean> {
  if (!isComparable(content)) return false;
  const pact = await parseJsonAsync(content);
  if (!(pact instanceof Map)) return true;
  const interactions = listInteractions(pact);
  if (interactions.length > MAX_SHOWN_INTERACTIONS) return false;
  return interactions.every((interaction) => countValues(interaction) <= MAX_SHOWN_VALUES);
}

/** The number of values inside a value, counted up to the limit. */
function countValues(value: Json, counted = 0): number {
  const items = value instanceof Map ? value.values() : Array.isArray(value) ? value : [];
  let count = counted;
  for (const item of items) {
    count = countValues(item, count + 1);
    if (count > MAX_SHOWN_VALUES) break;
  }
  return count;
}
