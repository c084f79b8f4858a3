import { Verifier, type VerifierOptions } from '@pact-foundation/pact';
import { messageKey } from './message-key.ts';

/** What the verifier compares with an interaction. */
interface VerifierMessage {
  readonly text: string;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** The message that this process receives once. */
export interface VerifierJob {
  readonly options: VerifierOptions;
  /** The messages, by key (see messageKey): their text, and metadata beside the content type. */
  readonly messages: Readonly<Record<string, VerifierMessage>>;
  readonly descriptions: readonly string[];
  readonly states: readonly string[];
}

/** The message that this process sends once. */
export interface VerifierAnswer {
  /** The verifier's result as JSON, or its other output. */
  readonly result: string;
  /** Errors in the handlers, which the verifier itself ignores. */
  readonly handlerErrors: readonly string[];
}

/**
 * The official verifier in a process of its own: the parent gives it a clean environment and can end it, and the output of its native part
 * is captured.
 */
process.once('message', async (job: VerifierJob) => {
  const handlerErrors: string[] = [];
  const verifier = new Verifier({ ...job.options, ...handlers(job, handlerErrors) });
  const result = await verifier.verifyProvider().catch((error: Error) => error.message);
  const answer: VerifierAnswer = { result: String(result), handlerErrors };
  process.send?.(answer, () => process.exit(0));
});

function handlers({ messages, descriptions, states }: VerifierJob, errors: string[]): Partial<VerifierOptions> {
  const find: NonNullable<VerifierOptions['messageProviders']>[string] = async ({ description, providerStates }) => {
    const message = messages[messageKey(description, providerStates)];
    if (message === undefined) errors.push(`no message was prepared for "${description}"`);
    return { __pactMessageMetadata: { contentType: 'application/json', ...message?.metadata }, message: message?.text };
  };
  return {
    messageProviders: Object.fromEntries(descriptions.map((description) => [description, find])),
    stateHandlers: Object.fromEntries(states.map((state) => [state, async () => undefined])),
  };
}
