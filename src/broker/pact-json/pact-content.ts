import type { Json, JsonObject } from './json.ts';

/** The lists of a pact that hold what is verified. */
export const INTERACTION_LISTS = ['interactions', 'messages'] as const;

/** A list of interactions or messages, where a document has one. */
export function findList(pact: JsonObject, name: (typeof INTERACTION_LISTS)[number]): Json[] | undefined {
  const list = pact.get(name);
  return Array.isArray(list) ? list : undefined;
}

/** All interactions and messages that are objects. */
export function listInteractions(pact: JsonObject): JsonObject[] {
  return INTERACTION_LISTS.flatMap((name) => findList(pact, name) ?? []).filter((item) => item instanceof Map);
}

/** The version of the Pact specification that a document names. */
export function specificationVersion(pact: JsonObject): Json | undefined {
  const metadata = pact.get('metadata');
  const modern = member(member(metadata, 'pactSpecification'), 'version');
  const early = member(member(metadata, 'pact-specification'), 'version');
  return modern || early || member(metadata, 'pactSpecificationVersion') || undefined;
}

/** The name that a document gives its consumer or provider. */
export function pacticipantName(pact: JsonObject, role: 'consumer' | 'provider'): Json | undefined {
  return member(pact.get(role), 'name');
}

/** A member of what may be an object. */
function member(value: Json | undefined, name: string): Json | undefined {
  return value instanceof Map ? value.get(name) : undefined;
}

export interface ProviderState {
  readonly name: string;
  readonly params: Json | undefined;
}

/** The states that a pact's messages and interactions ask for, in their order. */
export function listProviderStates(pact: JsonObject): ProviderState[] {
  const all = [...(findList(pact, 'messages') ?? []), ...(findList(pact, 'interactions') ?? [])];
  return all.flatMap((interaction) => (interaction instanceof Map ? statesOf(interaction) : []));
}

function statesOf(interaction: JsonObject): ProviderState[] {
  const [one, many] = [interaction.get('providerState'), interaction.get('providerStates')];
  if (typeof one === 'string') return [{ name: one, params: undefined }];
  if (!Array.isArray(many)) return [];
  return many.flatMap((state) => {
    const name = state instanceof Map ? state.get('name') : undefined;
    return state instanceof Map && typeof name === 'string' ? { name, params: state.get('params') ?? undefined } : [];
  });
}

/** How many interactions and messages a pact has, in JSON. */
export function countPactInteractions(content: string): { interactions: number; messages: number } {
  const { interactions, messages } = JSON.parse(content);
  return { interactions: lengthOf(interactions), messages: lengthOf(messages) };
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
