import { compareText } from '../../text/order.ts';
import type { Json } from '../pact-json/json.ts';
import { writeJson } from '../pact-json/json-writer.ts';
import { listProviderStates } from '../pact-json/pact-content.ts';
import { parseStoredPact } from '../pact-json/parsed-pact.ts';

/** A provider state that consumers use. */
interface UsedState {
  readonly name: string;
  readonly params: Json | undefined;
  readonly consumers: Set<string>;
}

/** The provider states of some pacts, one for each set of parameters, sorted by name. */
export async function presentProviderStates(pacts: readonly { readonly consumer: string; readonly content: string }[]) {
  const states = new Map<string, UsedState>();
  for (const { consumer, content } of pacts)
    for (const { name, params } of listProviderStates(await parseStoredPact(content))) {
      const key = writeJson([name, params ?? null]);
      const state = states.get(key) ?? { name, params, consumers: new Set() };
      states.set(key, state);
      state.consumers.add(consumer);
    }
  const sorted = [...states.values()].sort((a, b) => compareText(a.name, b.name));
  return { providerStates: sorted.map((state) => ({ ...state, consumers: [...state.consumers] })) };
}
