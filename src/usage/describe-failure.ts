/**
 * The failures of one part as one sentence. `home` is the new location of the class, if the name now belongs to another class:
 * `Bar is provider.other.Bar, which has no parameter a`.
 */
export function describeFailures(texts: readonly string[], name: string, home: string | undefined): string {
  const joined = joinFailures(texts);
  if (home === undefined) return joined;
  return joined.startsWith(`${name} `)
    ? `${name} is ${home}, which ${joined.slice(name.length + 1)}`
    : `${name} is ${home}; ${joined}`;
}

/**
 * Several sentences about one name of a provider as one: of `Bar has no parameter a`, `Bar has no parameter b` and `Bar needs c` it makes
 * `Bar has no parameters a and b, and needs c`.
 */
function joinFailures(texts: readonly string[]): string {
  const unknown = groupNames(texts, /^(\S+) has no parameter (\S+)$/);
  const needed = groupNames(texts, /^(\S+) needs (\S+)$/);
  const others = texts.filter((text) => !/^\S+ (?:has no parameter|needs) \S+$/.test(text));
  const names = [...new Set([...unknown.keys(), ...needed.keys()])];
  return [
    ...names.map((name) => describeParameters(name, unknown.get(name) ?? [], needed.get(name) ?? [])),
    ...others,
  ].join('; ');
}

function describeParameters(name: string, unknown: readonly string[], needed: readonly string[]): string {
  const lacks = unknown.length === 0 ? [] : [`has no parameter${unknown.length > 1 ? 's' : ''} ${joinNames(unknown)}`];
  const needs = needed.length === 0 ? [] : [`needs ${joinNames(needed)}`];
  return `${name} ${[...lacks, ...needs].join(', and ')}`;
}

function groupNames(texts: readonly string[], pattern: RegExp): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const text of texts) {
    const [, name, parameter] = pattern.exec(text) ?? [];
    if (name && parameter) found.set(name, [...(found.get(name) ?? []), parameter]);
  }
  return found;
}

/** `a`, `a and b`, `a, b and c`. */
function joinNames(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
