import { createRequire } from 'node:module';
import type { VerifierOptions } from '@pact-foundation/pact';
// Imports only the verifier: loading the whole package takes twice as long.
import { Verifier } from '@pact-foundation/pact/src/dsl/verifier/verifier.js';
import type { ProviderState } from '../provider/provider-under-test.ts';
import { messageKey } from './message-key.ts';

/** What the verifier compares with an interaction. */
export interface VerifierMessage {
  readonly text: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The message that this process receives once. */
export interface VerifierJob {
  readonly options: VerifierOptions;
  /**
   * By key (see messageKey): the message for each interaction with that key, in the order in which the verifier requests them;
   * null where it must fail, because an interaction without contents matches every answer.
   */
  readonly messages: Readonly<Record<string, readonly (VerifierMessage | null)[]>>;
  readonly descriptions: readonly string[];
  readonly states: readonly string[];
  /** HTTP requests go to the provider, and the parent establishes the states before each. */
  readonly isHttp?: boolean;
}

/** Asks the parent to establish a state. */
export interface StateQuestion {
  readonly ask: number;
  readonly state: ProviderState;
}

/** The parent's answer, with what its function returned: values for generators of the type ProviderState. */
export interface StateAnswer {
  readonly answer: number;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** Why the state could not be established. */
  readonly problem?: string;
}

/** The message that this process sends once. */
export interface VerifierAnswer {
  /** The verifier's result as JSON, or its other output. */
  readonly result: string;
  /** Errors in the handlers, which the verifier itself ignores. */
  readonly handlerErrors: readonly string[];
  /** Requests to an HTTP provider that it did not answer, such as `GET /orders/7`, because it closed the connection. */
  readonly unansweredRequests?: readonly string[];
}

/** The largest body that the verifier may post: an interaction's description and states. */
const MAX_BODY_BYTES = 2 ** 26;
const requireOfPact = createRequire(import.meta.resolve('@pact-foundation/pact'));
raiseBodyLimit();
const unansweredRequests = new Set<string>();
endUnansweredRequests();

/**
 * The official verifier in its own process: the parent gives it a clean environment and can end it, and the output of its native part
 * is captured.
 */
process.once('message', async (job: VerifierJob) => {
  const handlerErrors: string[] = [];
  const verifier = new Verifier({ ...job.options, ...handlers(job, handlerErrors) });
  const result = await verifier.verifyProvider().catch((error: Error) => error.message);
  const answer: VerifierAnswer = { result: String(result), handlerErrors, unansweredRequests: [...unansweredRequests] };
  process.send?.(answer, () => process.exit(0));
});

/**
 * The verifier's native part posts the states of each interaction to its JavaScript part, which refuses more than body-parser's default of
 * 100 kB, and has no option for that. Such an interaction would fail for every answer of the provider. The uses of one class can be larger.
 */
function raiseBodyLimit(): void {
  const bodyParser = requireOfPact('body-parser');
  const { json } = bodyParser;
  const value = (options?: object) => json({ limit: MAX_BODY_BYTES, ...options });
  Object.defineProperty(bodyParser, 'json', { value });
}

/**
 * The official client forwards a request to an HTTP provider, and does not answer it if the provider closes the connection: the verifier
 * would wait for its time-out.
 */
function endUnansweredRequests(): void {
  requireOfPact('http-proxy').prototype.onError = (
    _: Error,
    { method, originalUrl }: { method: string; originalUrl: string },
    response: { destroy(): void },
  ) => {
    unansweredRequests.add(`${method} ${originalUrl}`);
    response.destroy();
  };
}

type Queues = ReadonlyMap<string, (VerifierMessage | null)[]>;

function handlers(
  { messages, descriptions, states, isHttp = false }: VerifierJob,
  errors: string[],
): Partial<VerifierOptions> {
  const queues = new Map(Object.entries(messages).map(([key, list]) => [key, [...list]]));
  const find: NonNullable<VerifierOptions['messageProviders']>[string] = async ({ description, providerStates }) => {
    const message = takeNext(queues, description, providerStates);
    if (!message) errors.push(`no message was prepared for "${description}"`);
    return { __pactMessageMetadata: { ...message?.metadata }, message: message?.text };
  };
  return {
    messageProviders: Object.fromEntries(descriptions.map((description) => [description, find])),
    stateHandlers: Object.fromEntries(states.map((state) => [state, async () => undefined])),
    requestFilter: (request: VerifierRequest, response: VerifierResponse, next: () => void) => {
      if (isHttp && request.path === STATES_PATH) void establishState(request, response, states);
      else if (isAnswered(request, queues, isHttp)) next();
      else request.socket.destroy();
    },
  };
}

const STATES_PATH = '/_pactSetup';
let questions = 0;

/**
 * The official client would answer 200 if the state could not be established, and the verifier would go on. Before an interaction without
 * states the verifier sends a state without a name; it is established only if a pact has such a state.
 */
async function establishState(
  { body = {} }: VerifierRequest,
  response: VerifierResponse,
  states: readonly string[],
): Promise<void> {
  const { action, state = '', params = {} } = body;
  if (action === 'teardown' || (state === '' && !states.includes(''))) return response.json({});
  const { values = {}, problem } = await askParent({ name: state, params });
  if (problem === undefined) response.json(values);
  else response.status(500).json({ error: problem });
}

function askParent(state: ProviderState): Promise<StateAnswer> {
  questions += 1;
  const question: StateQuestion = { ask: questions, state };
  return new Promise((resolve) => {
    const receive = (answer: StateAnswer) => {
      if (answer.answer !== question.ask) return;
      process.off('message', receive);
      resolve(answer);
    };
    process.on('message', receive);
    process.send?.(question);
  });
}

interface VerifierResponse {
  json(body: object): void;
  status(code: number): VerifierResponse;
}

interface VerifierRequest {
  readonly path: string;
  readonly body?: {
    readonly description?: string;
    readonly providerStates?: Parameters<typeof messageKey>[1];
    /** Of a synchronous message. */
    readonly request?: unknown;
    /** Of a provider state: its action, name and parameters. */
    readonly action?: string;
    readonly state?: string;
    readonly params?: Readonly<Record<string, unknown>>;
  };
  readonly socket: { destroy(): void };
}

/** Whether the verifier receives an answer: not for synchronous interactions, HTTP without an API, nor a message that must fail. */
function isAnswered({ path, body = {} }: VerifierRequest, queues: Queues, isHttp: boolean): boolean {
  if (path === STATES_PATH) return true;
  if (path !== '/_messages') return isHttp;
  const { description, providerStates, request } = body;
  if (description === undefined || request !== undefined) return false;
  if (queues.get(messageKey(description, providerStates))?.[0] !== null) return true;
  takeNext(queues, description, providerStates);
  return false;
}

/** The last message is not removed: the verifier receives it again if it repeats the request. */
function takeNext(queues: Queues, ...question: Parameters<typeof messageKey>): VerifierMessage | null | undefined {
  const queue = queues.get(messageKey(...question)) ?? [];
  return queue.length > 1 ? queue.shift() : queue[0];
}
