import type { Relationship } from '../store/integrations.ts';

/**
 * Relationships as the CSV of the official broker's network graph: a line for each pacticipant with its id, name, two weights, an offset,
 * its position in the list, and the ids of its providers, padded with 0.
 */
export function relationshipsAsCsv(relationships: readonly Relationship[]): string {
  const rows = new Map<number, (number | string)[]>();
  const add = (id: number, name: string) => {
    const row = rows.get(id) ?? [id, name, 1, 1, 0, rows.size + 1];
    rows.set(id, row);
    return row;
  };
  for (const { consumerId, consumer, providerId, provider } of relationships) {
    const row = add(consumerId, consumer);
    add(providerId, provider);
    row.push(providerId);
  }
  const longest = Math.max(...[...rows.values()].map((row) => row.length));
  const filled = [...rows.values()].map((row) => [...row, ...Array(longest - row.length).fill(0)]);
  return filled.map((row) => `${row.map(csvField).join()}\n`).join('');
}

/** A CSV field, quoted if necessary. */
function csvField(value: number | string): string {
  return /[",\n\r]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
}
