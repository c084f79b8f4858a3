/**
 * A provider that is verified by functions of the caller: one for each message, by the description of the interaction, one for each provider
 * state, and the URL of its HTTP API. An interaction whose description or state has no function fails, and so does one whose function throws.
 */
import type {
  HttpProvider,
  ProviderRequest,
  ProviderState,
  ProviderUnderTest,
} from '../provider/provider-under-test.ts';
import { ProviderRefusalError } from '../provider/refusal.ts';

/** Establishes a provider state. An object that it returns has values for generators of the type ProviderState. */
export type StateHandler = (params: Readonly<Record<string, unknown>>) => unknown;

/** Returns the message that the provider writes, as a value that JSON can express. */
export type MessageHandler = (states: readonly ProviderState[]) => unknown;

export interface ProviderHandlers {
  /** The URL of the running provider. Without it, every HTTP interaction fails. */
  readonly baseUrl?: string | undefined;
  /** Headers that are added to each request to it, such as credentials. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** By the name of the provider state. */
  readonly stateHandlers?: Readonly<Record<string, StateHandler>> | undefined;
  /** By the description of the interaction. */
  readonly messages?: Readonly<Record<string, MessageHandler>> | undefined;
}

/** The provider with these functions. */
export function handledProvider(name: string, version: string, handlers: ProviderHandlers): ProviderUnderTest {
  const http = httpOf(handlers);
  return {
    name,
    version,
    kind: 'handlers',
    origin: 'functions of the caller',
    missingNames: [],
    requestFor: (description, states) => {
      const problem = stateProblem(handlers, states) ?? messageProblem(handlers, description);
      return problem ? { problem: `"${description}": ${problem}` } : messageRequest(handlers, description, states);
    },
    ...(http && { http }),
    close: async () => undefined,
  };
}

function httpOf(handlers: ProviderHandlers): HttpProvider | undefined {
  const { baseUrl, headers = {} } = handlers;
  if (baseUrl === undefined) return undefined;
  return {
    baseUrl,
    headers,
    problemOf: (states) => stateProblem(handlers, states),
    setUp: async (state) => {
      const problem = stateProblem(handlers, [state]);
      if (problem) throw new Error(problem);
      return valuesOf(await ownValue(handlers.stateHandlers, state.name)?.(state.params));
    },
  };
}

function valuesOf(returned: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof returned === 'object' && returned !== null ? { ...returned } : undefined;
}

function stateProblem({ stateHandlers }: ProviderHandlers, states: readonly ProviderState[]): string | undefined {
  const unknown = states.find(({ name }) => !ownValue(stateHandlers, name));
  return unknown && `stateHandlers has no function for the state "${unknown.name}"`;
}

function messageProblem({ messages }: ProviderHandlers, description: string): string | undefined {
  return ownValue(messages, description) ? undefined : 'messages has no function of this name';
}

function ownValue<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

function messageRequest(
  handlers: ProviderHandlers,
  description: string,
  states: readonly ProviderState[],
): ProviderRequest {
  return {
    subject: { kind: 'message', name: description },
    answer: async () => {
      try {
        for (const { name, params } of states) await ownValue(handlers.stateHandlers, name)?.(params);
        const text = JSON.stringify(await ownValue(handlers.messages, description)?.(states));
        if (text === undefined) throw new Error('its function returned nothing that JSON can express');
        return { text };
      } catch (error) {
        throw ProviderRefusalError.notWritten(description, String((error as Error)?.message ?? error));
      }
    },
  };
}
