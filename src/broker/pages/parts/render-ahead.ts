import { raw } from 'hono/html';
import { mapInSlices, runCooperatively, SLICE_CHARS } from '../../pact-json/cooperative.ts';
import type { Element } from '../page.ts';

/**
 * Renders one element for each item, and yields to other requests between them. Hono renders the page around them
 * without yielding, and only copies elements that are already rendered.
 */
export function renderAhead<Item>(items: readonly Item[], render: (item: Item) => Element): Promise<Element[]> {
  return runCooperatively(
    mapInSlices(
      items,
      (item) => raw(render(item).toString()),
      () => SLICE_CHARS,
    ),
  );
}
