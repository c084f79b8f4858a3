import { type JsonDifference, jsonDifferences } from '../pact/staleness.ts';

type Contents = Readonly<Record<string, unknown>>;

/**
 * The differences between the interactions of two pacts, one line each. Members that the broker (`_id`) and the client
 * (`pending: false`) add, the other metadata and the order of interactions are ignored.
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

function interactionsByName({ interactions, metadata }: Contents): Map<string, unknown> {
  const named = (Array.isArray(interactions) ? interactions : []).map(({ _id, pending, ...rest }) => {
    const interaction = { ...rest, ...(pending && { pending }) };
    const { description, providerStates = [] } = interaction;
    const states = providerStates.map(
      (state: { name: string; params?: unknown }) => `${state.name} ${JSON.stringify(state.params ?? {})}`,
    );
    return [`"${description}"${states.length > 0 ? ` given ${states.join(' and ')}` : ''}`, interaction] as const;
  });
  const { pactSpecification } = (metadata ?? {}) as Contents;
  return new Map<string, unknown>([...named, ['the Pact specification', pactSpecification]]);
}

function describeDifference({ path, before, after }: JsonDifference): string {
  return `${path || 'it'} was published as ${formatValue(before)}, here it is ${formatValue(after)}`;
}

const formatValue = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
