/** A parsed query string: nested texts, lists and maps. */
export type Query = { [name: string]: string | Query | (string | Query)[] };

/**
 * Parses a query string by Rack's rules: `q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B` is a list of two maps, because a
 * repeated key starts a new map. Brackets may be encoded or not; `+` and `%20` are both a space.
 * @see https://github.com/rack/rack/blob/main/lib/rack/query_parser.rb
 */
export function parseNestedQuery(queryString: string): Query {
  const query: Query = Object.create(null);
  for (const [name, value] of new URLSearchParams(queryString)) {
    if (!name) continue;
    const [head = '', rest = ''] = splitName(name);
    assign(query, head, rest, value);
  }
  return query;
}

/** What is nested more deeply is left out. Rack has the same limit. */
const MAX_QUERY_DEPTH = 32;

function splitName(name: string): [string, string] {
  const bracket = name.indexOf('[', 1);
  return bracket < 0 ? [name, ''] : [name.slice(0, bracket), name.slice(bracket)];
}

/** Sets `value` at `key` followed by `rest`, e.g. `[]`, `[name]` or `[][name][…]`. */
function assign(into: Query, key: string, rest: string, value: string, depth = 0): void {
  if (depth > MAX_QUERY_DEPTH) return;
  if (rest === '') into[key] = value;
  else if (rest.startsWith('[]')) append(listAt(into, key), rest.slice(2), value, depth);
  else {
    const [, name = '', deeper = ''] = /^\[([^\]]*)\](.*)$/s.exec(rest) ?? [];
    assign(mapAt(into, key), name, deeper, value, depth + 1);
  }
}

function append(list: (string | Query)[], rest: string, value: string, depth: number): void {
  const [, name, deeper = ''] = /^\[([^\]]*)\](.*)$/s.exec(rest) ?? [];
  if (name === undefined) {
    list.push(value);
    return;
  }
  const last = list.at(-1);
  const open = typeof last === 'object' && !(name in last) ? last : undefined;
  const element: Query = open ?? Object.create(null);
  if (!open) list.push(element);
  assign(element, name, deeper, value, depth + 1);
}

function listAt(into: Query, key: string): (string | Query)[] {
  const list = Array.isArray(into[key]) ? into[key] : [];
  into[key] = list;
  return list;
}

function mapAt(into: Query, key: string): Query {
  const found = into[key];
  const map: Query = typeof found === 'object' && !Array.isArray(found) ? found : Object.create(null);
  into[key] = map;
  return map;
}
