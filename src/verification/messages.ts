import { ContractError } from '../config/errors.ts';
import type { ProviderAnswer, ProviderRequest, ProviderUnderTest } from '../provider/provider-under-test.ts';
import { ProviderRefusalError } from '../provider/refusal.ts';
import { messageKey } from './message-key.ts';
import type { PactToVerify } from './pact-to-verify.ts';

/** The message that the verifier receives for an interaction. */
export interface WrittenMessage extends ProviderAnswer {
  readonly request: ProviderRequest;
  /** For a refusal, the text is not JSON, so that it matches no message. */
  readonly refusal?: ProviderRefusalError;
}

/** The messages by key (see messageKey). */
export type WrittenMessages = ReadonlyMap<string, WrittenMessage>;

/**
 * Creates the requests to the provider that produce a message for every interaction of every pact. An interaction fails if the provider has
 * no handler for it, if it is not a message, or if it has no contents; the other interactions are still verified.
 * @throws ContractError NO_HANDLER listing the interactions whose result cannot be determined, and the pacts without interactions
 * @throws ContractError ANSWERS_INCOMPLETE listing every question that recorded answers lack
 */
export function createRequests(
  pacts: readonly PactToVerify[],
  provider: ProviderUnderTest,
): Map<string, ProviderRequest> {
  const problems: string[] = [];
  const unanswered = new Set<string>();
  const requests = new Map<string, ProviderRequest>();
  for (const pact of pacts) {
    if (pact.interactions.length === 0) problems.push(`the pact of ${pact.consumer} has no interactions`);
    for (const { description, states, problem, isMessage } of pact.interactions) {
      if (problem || !isMessage) continue;
      const request = provider.requestFor(description, states);
      if ('unanswered' in request) unanswered.add(request.problem);
      if ('undetermined' in request) problems.push(`${request.problem} (${pact.consumer})`);
      const handled = 'problem' in request ? failingRequest(description, request.problem) : request;
      requests.set(messageKey(description, states), handled);
    }
  }
  if (unanswered.size > 0) throw new ContractError('ANSWERS_INCOMPLETE', formatList(unanswered));
  if (problems.length > 0) throw new ContractError('NO_HANDLER', formatList(new Set(problems)));
  return requests;
}

function formatList(texts: ReadonlySet<string>): string {
  return [...texts].map((text) => `- ${text}`).join('\n');
}

/** The request for an interaction that the provider has no handler for. */
function failingRequest(description: string, problem: string): ProviderRequest {
  const reason = problem.replace(`"${description}": `, '');
  const answer = () => Promise.reject(ProviderRefusalError.unhandled(description, reason));
  return { subject: { kind: 'message', name: description }, answer };
}

/**
 * Requests every message from the provider before the verification starts. A refusal of the provider becomes a message that
 * cannot match, so that it appears in the result. Any other error ends the verification.
 * @throws ContractError with exit code 2 when it cannot be determined what the provider writes
 */
export async function writeMessages(requests: ReadonlyMap<string, ProviderRequest>): Promise<WrittenMessages> {
  const written = new Map<string, WrittenMessage>();
  for (const [key, request] of requests) written.set(key, { request, ...(await writeMessage(request)) });
  return written;
}

async function writeMessage(request: ProviderRequest): Promise<Omit<WrittenMessage, 'request'>> {
  try {
    return await request.answer();
  } catch (error) {
    if (!(error instanceof ProviderRefusalError)) throw error;
    return { text: `refused: ${error.message}`, refusal: error };
  }
}
