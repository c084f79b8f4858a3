import type { Json, JsonObject } from './json.ts';

/** The lists of a pact that contain interactions. */
export const INTERACTION_LISTS = ['interactions', 'messages'] as const;

/** One of these lists; undefined when the document has none of that name. */
export function findList(pact: JsonObject, name: (typeof INTERACTION_LISTS)[number]): Json[] | undefined {
  const list = pact.get(name);
  return Array.isArray(list) ? list : undefined;
}

/** All interactions and messages that are objects. */
export function listInteractions(pact: JsonObject): JsonObject[] {
  return INTERACTION_LISTS.flatMap((name) => findList(pact, name) ?? []).filter((item) => item instanceof Map);
}

/** How many interactions and messages a stored pact has. */
export function countPactInteractions(content: string): { interactions: number; messages: number } {
  const { interactions, messages } = JSON.parse(content);
  const lengthOf = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  return { interactions: lengthOf(interactions), messages: lengthOf(messages) };
}

/** The version of the Pact specification that a document names. */
export function specificationVersion(pact: JsonObject): Json | undefined {
  const metadata = pact.get('metadata');
  const current = memberOf(memberOf(metadata, 'pactSpecification'), 'version');
  const early = memberOf(memberOf(metadata, 'pact-specification'), 'version');
  return current || early || memberOf(metadata, 'pactSpecificationVersion') || undefined;
}

/** The name that a document gives its consumer or provider. */
export function pacticipantName(pact: JsonObject, role: 'consumer' | 'provider'): Json | undefined {
  return memberOf(pact.get(role), 'name');
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return value instanceof Map ? value.get(name) : undefined;
}

export interface ProviderState {
  readonly name: string;
  readonly params: Json | undefined;
}

/** The provider states of all messages, then of all interactions, in the order in which the pact names them. */
export function listProviderStates(pact: JsonObject): ProviderState[] {
  const all = [...(findList(pact, 'messages') ?? []), ...(findList(pact, 'interactions') ?? [])];
  return all.flatMap((interaction) => (interaction instanceof Map ? statesOf(interaction) : []));
}

function statesOf(interaction: JsonObject): ProviderState[] {
  const single = interaction.get('providerState');
  if (typeof single === 'string') return [{ name: single, params: undefined }];
  const states = interaction.get('providerStates');
  if (!Array.isArray(states)) return [];
  return states.flatMap((state) => {
    const name = state instanceof Map ? state.get('name') : undefined;
    return state instanceof Map && typeof name === 'string' ? { name, params: state.get('params') ?? undefined } : [];
  });
}
