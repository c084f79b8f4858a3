import { apiCheckNameIn, isApiCheck } from '../contracts/api-checks.ts';
import { type MessageName, messages } from '../contracts/messages.ts';
import type { CoreDescription, CoreRequest } from './message-source.ts';
import { fieldNames, stateRules } from './provider-states.ts';
import type { ProviderState } from './provider-under-test.ts';

/**
 * The request to core for an interaction, or the problem why there is none. The description either begins with an article and the name of
 * a message (`a FeedbackEvent with level soft`), to which every provider state and parameter must belong, or names a check of core's API
 * (`the API of core: RateController (rate_controller_signature)`).
 */
export function coreRequestFor(
  core: Pick<CoreDescription, 'messages' | 'states'>,
  description: string,
  states: readonly ProviderState[],
): CoreRequest | { readonly problem: string } {
  const check = apiCheckNameIn(description);
  if (check !== undefined) return apiRequest(description, check, states);
  const name = /^(?:an?|the)\s+(\w+)/i.exec(description)?.[1];
  if (!name || !isMessage(name) || !core.messages.includes(name)) {
    return { problem: `"${description}" does not begin with a message of core (${core.messages.join(', ')})` };
  }
  const problem = states.map((state) => findStateProblem(core, name, state)).find((text) => text !== undefined);
  return problem === undefined ? { message: name, states } : { problem: `"${description}": ${problem}` };
}

function apiRequest(
  description: string,
  check: string,
  states: readonly ProviderState[],
): ReturnType<typeof coreRequestFor> {
  if (!isApiCheck(check)) return { problem: `"${description}": no check of core's API is called ${check}` };
  if (states.length === 0) return { check };
  return { problem: `"${description}": a check of core's API has no provider states` };
}

function findStateProblem(
  core: Pick<CoreDescription, 'states'>,
  message: MessageName,
  state: ProviderState,
): string | undefined {
  const rule = core.states.includes(state.name) ? stateRules[state.name] : undefined;
  if (!rule) return `no provider state is called "${state.name}"`;
  if (rule.message !== message)
    return `the provider state "${state.name}" is one of ${rule.message}, not of ${message}`;
  if (rule.reads) return undefined;
  const unknown = Object.keys(state.params).find((param) => !fieldNames(message).includes(param));
  return unknown === undefined
    ? undefined
    : `the provider state "${state.name}" has a parameter "${unknown}" that is not a field`;
}

function isMessage(name: string): name is MessageName {
  return Object.hasOwn(messages, name);
}
