import type { Task } from './cooperative.ts';
import type { Json } from './json.ts';
import { formatJson, formatJsonInSlices, type JsonFormat } from './json-writer.ts';
import { rubyNumber } from './ruby-number.ts';

/** JSON as the official broker hashes it: compact, numbers as Ruby writes them, and the members of every object sorted by name. */
export function canonicalJson(value: Json): string {
  return formatJson(value, canonical);
}

/** Like `canonicalJson`, in slices. */
export function canonicalJsonInSlices(value: Json): Task<string> {
  return formatJsonInSlices(value, canonical);
}

/** Compact JSON with numbers as Ruby writes them; members keep their order. */
export function rubyJsonInSlices(value: Json): Task<string> {
  return formatJsonInSlices(value, ruby);
}

const ruby: JsonFormat = { number: rubyNumber, isSorted: false };
const canonical: JsonFormat = { number: rubyNumber, isSorted: true };
