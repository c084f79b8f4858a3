import { type Answer, ask } from '../../scripts/differential/ask.ts';
import type { Broker } from '../../scripts/differential/broker.ts';
import { acceptedAs } from '../../scripts/differential/compare.ts';
import { type History, renamed } from '../../scripts/differential/history.ts';
import { canIDeploy } from '../../scripts/differential/matrix-questions.ts';
import type { Question } from '../../scripts/differential/question.ts';

/** Every version of every app to every environment that a broker has, and all that a history asks. */
export async function questionsOf(broker: Broker, history: History, nonce: string): Promise<Question[]> {
  const asked = renamed(history, nonce).chapters.flatMap(({ questions }) => questions);
  return [...(await everyVersionToEveryEnvironment(broker)), ...asked.filter(isCarried)];
}

/** No API tells when a branch was last touched, a version was tagged, or whether a result was work in progress. */
function isCarried(question: Question): boolean {
  if (question.about !== 'pacts for verification')
    return question.about !== 'branches' && question.about !== 'dashboard';
  const { includeWipPactsSince, providerVersionTags } = question.body ?? {};
  return !includeWipPactsSince && !providerVersionTags;
}

async function everyVersionToEveryEnvironment(broker: Broker): Promise<Question[]> {
  const environments = await names(broker, '/environments', 'environments');
  const questions: Question[] = [];
  for (const pacticipant of await names(broker, '/pacticipants', 'pacticipants')) {
    const { json } = await broker.get(`/pacticipants/${encodeURIComponent(pacticipant)}/versions`);
    for (const { number: version } of json._embedded.versions)
      questions.push(...environments.map((environment) => canIDeploy([{ pacticipant, version }], { environment })));
  }
  return questions;
}

async function names(broker: Broker, path: string, list: string): Promise<string[]> {
  const { json } = await broker.get(path);
  return json._embedded[list].map(({ name }: { name: string }) => name);
}

export interface Disagreement {
  readonly question: Question;
  readonly source: Answer;
  readonly target: Answer;
}

/** Asks both, and gives the questions that they answer otherwise, but for the differences between our broker and the official one. */
export async function disagreements(
  source: Broker,
  target: Broker,
  questions: readonly Question[],
): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  for (const question of questions) {
    const [theirs, ours] = [await ask(source, question), await ask(target, question)];
    const difference = { chapter: 0, index: 0, at: { question }, theirs, ours };
    if (JSON.stringify(theirs) !== JSON.stringify(ours) && !acceptedAs(difference))
      found.push({ question, source: theirs, target: ours });
  }
  return found;
}
