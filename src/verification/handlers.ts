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

/** The provider with these functions. The official verifier's report does not contain the error of a state function; `report` receives it. */
export function handledProvider(
  name: string,
  version: string,
  handlers: ProviderHandlers & { readonly timeoutMs?: number | undefined },
  report: (problem: string) => void = () => undefined,
): ProviderUnderTest {
  const http = httpOf(handlers, report);
  return {
    name,
    version,
    kind: 'handlers',
    origin: 'functions of the caller',
    missingNames: [],
    requestFor: (description, states) => {
      const problem = stateProblem(handlers, states) ?? messageProblem(handlers, description);
      return problem
        ? { problem: `"${description}": ${problem}` }
        : messageRequest(handlers, description, states, handlers.timeoutMs);
    },
    ...(http && { http }),
    close: async () => undefined,
  };
}

function httpOf(handlers: ProviderHandlers, report: (problem: string) => void): HttpProvider | undefined {
  const { baseUrl, headers = {} } = handlers;
  if (baseUrl === undefined) return undefined;
  return {
    baseUrl,
    headers,
    problemOf: (states) => stateProblem(handlers, states),
    setUp: async (state) => {
      const problem = stateProblem(handlers, [state]);
      if (problem) throw new Error(problem);
      try {
        return valuesOf(await withinTime(establish(handlers, state), STATE_TIMEOUT_MS));
      } catch (error) {
        report(`the function for the state "${state.name}" failed: ${String((error as Error)?.message ?? error)}`);
        throw error;
      }
    },
  };
}

/** The values are sent to the verifier's process as JSON. What JSON cannot express, such as an object of a database library, has none. */
function valuesOf(returned: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof returned !== 'object' || returned === null) return undefined;
  try {
    return JSON.parse(JSON.stringify({ ...returned }));
  } catch {
    return undefined;
  }
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
  timeoutMs = MESSAGE_TIMEOUT_MS,
): ProviderRequest {
  return {
    subject: { kind: 'message', name: description },
    answer: async () => {
      try {
        const text = JSON.stringify(await withinTime(writtenMessage(handlers, description, states), timeoutMs));
        if (text === undefined) throw new Error('its function returned nothing that JSON can express');
        return { text };
      } catch (error) {
        throw ProviderRefusalError.notWritten(description, String((error as Error)?.message ?? error));
      }
    },
  };
}

async function writtenMessage(
  handlers: ProviderHandlers,
  description: string,
  states: readonly ProviderState[],
): Promise<unknown> {
  for (const state of states) await establish(handlers, state);
  return ownValue(handlers.messages, description)?.(states);
}

async function establish({ stateHandlers }: ProviderHandlers, { name, params }: ProviderState): Promise<unknown> {
  return ownValue(stateHandlers, name)?.(params);
}

/** Time limit for a state before an HTTP request: the official verifier waits for 30 s. */
const STATE_TIMEOUT_MS = 20_000;
/** Time limit for a message and its states, unless the caller gives one. */
const MESSAGE_TIMEOUT_MS = 60_000;

/** Without a limit, a function that never ends would block the verification. */
async function withinTime<Value>(value: Promise<Value>, timeoutMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const error = new Error(`its function, or that of a state, did not end within ${timeoutMs / 1000} s`);
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  return await Promise.race([value, limit]).finally(() => clearTimeout(timer));
}
