import { type MessageName, messages } from '../contracts/interactions.ts';
import type { CoreDescription, MessageRequest, ProviderState } from './message-source.ts';
import { fieldNames, stateRules } from './provider-states.ts';

/**
 * What core is asked for an interaction, or why it cannot be asked: the description begins with an article and a message's
 * name (`a FeedbackEvent with level soft`), and every provider state and parameter belongs to that message.
 */
export function requestFor(
  core: CoreDescription,
  description: string,
  states: readonly ProviderState[],
): MessageRequest | { readonly problem: string } {
  const name = /^(?:an?|the)\s+(\w+)/i.exec(description)?.[1];
  if (!name || !isMessage(name) || !core.messages.includes(name)) {
    return { problem: `"${description}" does not begin with a message of core (${core.messages.join(', ')})` };
  }
  const problem = states.map((state) => problemWith(core, name, state)).find((text) => text !== undefined);
  return problem === undefined ? { message: name, states } : { problem: `"${description}": ${problem}` };
}

function problemWith(core: CoreDescription, message: MessageName, state: ProviderState): string | undefined {
  const rule = core.states.includes(state.name) ? stateRules[state.name] : undefined;
  if (!rule) return `no provider state is called "${state.name}"`;
  if (rule.message !== message)
    return `the provider state "${state.name}" is one of ${rule.message}, not of ${message}`;
  const stray = Object.keys(state.params).find((param) => !fieldNames(message).includes(param));
  return stray === undefined
    ? undefined
    : `the provider state "${state.name}" has a parameter "${stray}" that is no field`;
}

function isMessage(name: string): name is MessageName {
  return Object.hasOwn(messages, name);
}
