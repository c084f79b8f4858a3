import type { Query } from '../url/rack-query.ts';
import type { RawQuery } from './query.ts';

/** The query of a URL, whose names are in snake case and whose truth values are words, as if it had come in a body. */
export function queryFromUrl(query: Query): RawQuery {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [camelCase(name), plain(value)]));
}

function plain(value: Query[string]): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object') return queryFromUrl(value);
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
