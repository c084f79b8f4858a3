import type { Json, JsonObject } from './json.ts';
import { listOf } from './pact-content.ts';

export interface ProviderState {
  readonly name: string;
  readonly params: Json | undefined;
}

/** The states that a pact's messages and interactions ask for, in their order. */
export function providerStatesIn(pact: JsonObject): ProviderState[] {
  const all = [...(listOf(pact, 'messages') ?? []), ...(listOf(pact, 'interactions') ?? [])];
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
