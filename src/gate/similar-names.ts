/** Suggestions for names that the broker does not know. They are optional: if the known names cannot be read, there is no suggestion. */
import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { didYouMean } from '../text/nearest.ts';
import { listEnvironments } from './environments.ts';
import type { Question } from './question.ts';
import type { Reason, Verdict } from './verdict.ts';

/** `did you mean market-data-core?`; undefined if no pacticipant has a similar name. */
export async function suggestPacticipant(client: BrokerClient, name: string): Promise<string | undefined> {
  return didYouMean(name, await listPacticipantNames(client).catch(noNames));
}

/** The verdict on a rejected query, with a suggestion before the next step of each reason that names an unknown pacticipant or environment. */
export async function withSuggestions(access: BrokerAccess, question: Question, verdict: Verdict): Promise<Verdict> {
  const { pacticipant, to } = question;
  const isAbout = ({ text }: Reason, word: string, name: string) => text.startsWith(word) && text.includes(name);
  const suggest = async (reason: Reason): Promise<string | undefined> => {
    if (isAbout(reason, 'Pacticipant', pacticipant)) return suggestPacticipant(new BrokerClient(access), pacticipant);
    if (typeof to === 'string' || !('environment' in to)) return undefined;
    if (!isAbout(reason, 'Environment', to.environment)) return undefined;
    const known = await listEnvironments(access).catch(noNames);
    return didYouMean(
      to.environment,
      known.map(({ name }) => name),
    );
  };
  const reasons = verdict.reasons.map(async (reason) => withSuggestion(reason, await suggest(reason)));
  return { ...verdict, reasons: await Promise.all(reasons) };
}

function withSuggestion(reason: Reason, suggestion: string | undefined): Reason {
  if (suggestion === undefined) return reason;
  return { ...reason, next: [suggestion.replace(/^d/, 'D'), reason.next].filter(Boolean).join(' ') };
}

async function listPacticipantNames(client: BrokerClient): Promise<string[]> {
  const list: unknown = (await client.get('/pacticipants'))._embedded?.pacticipants;
  const names: unknown[] = Array.isArray(list) ? list.map((one) => one?.name) : [];
  return names.filter((name) => typeof name === 'string');
}

function noNames(error: unknown): [] {
  if (error instanceof ContractError) return [];
  throw error;
}
