import { meaningsByName } from '../pact/meaning.ts';
import { type JsonDifference, jsonDifferences } from '../pact/staleness.ts';

type Contents = Readonly<Record<string, unknown>>;

/**
 * The differences between the interactions of two pacts, one line each. Members that the broker (`_id`) and the client
 * (`pending: false`, `combine: AND`) add, the other metadata and the order of interactions are ignored.
 * @returns an empty list if they are equal; `1` and `1.0` are equal here, although a broker distinguishes them
 */
export function findDifferences(published: Contents, here: Contents): string[] {
  const before = interactionsByName(published);
  const after = interactionsByName(here);
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    if (!after.has(name)) return [`${name}: published, no longer here`];
    if (!before.has(name)) return [`${name}: here, not published`];
    return jsonDifferences(before.get(name), after.get(name)).map((one) => `${name}: ${describeDifference(one)}`);
  });
}

function interactionsByName(pact: Contents): Map<string, unknown> {
  const { pactSpecification } = (pact.metadata ?? {}) as Contents;
  return new Map<string, unknown>([...meaningsByName(pact), ['the Pact specification', pactSpecification]]);
}

function describeDifference({ path, before, after }: JsonDifference): string {
  return `${path || 'it'} was published as ${formatValue(before)}, here it is ${formatValue(after)}`;
}

const formatValue = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
