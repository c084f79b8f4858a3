import type { Relationship } from '../store/integrations.ts';

/**
 * Relationships as the network graph of old reads them: a line for each pacticipant with its id, name, two weights, an offset, its place
 * in the list, and the ids of its providers, filled up with 0.
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
  return filled.map((row) => `${row.map(field).join()}\n`).join('');
}

/** A field of CSV; quoted where it must be. */
function field(value: number | string): string {
  return /[",\n\r]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
}
