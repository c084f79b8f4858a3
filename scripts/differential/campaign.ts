import { isDeepStrictEqual } from 'node:util';
import type { Broker } from './broker.ts';
import { type Comparison, compare, type Difference } from './compare.ts';
import type { History } from './history.ts';
import { shrink, upTo } from './shrink.ts';
import { story } from './story.ts';
import { tellTo } from './telling.ts';

/** Two brokers, and a source of words that neither has heard. */
export interface Pair {
  readonly reference: Broker;
  readonly subject: Broker;
  readonly nonce: () => string;
}

export interface Report {
  readonly name: string;
  readonly steps: number;
  readonly questions: number;
  readonly differences: number;
  /** Accepted differences, by name. */
  readonly accepted: Readonly<Record<string, number>>;
  /** The first difference of each kind, told as shortly as possible. */
  readonly stories: readonly string[];
}

/** Tells both brokers a history, and reports where they differ; it takes a while to cut down a story. */
export async function tryHistory(pair: Pair, history: History, mostStories = 3): Promise<Report> {
  const { differences, accepted } = await tellBoth(pair, history);
  const counted: Record<string, number> = {};
  for (const { name } of accepted) counted[name] = (counted[name] ?? 0) + 1;
  const stories: string[] = [];
  for (const one of oneOfEachKind(differences).slice(0, mostStories))
    stories.push(await shortest(pair, upTo(history, one), one));
  return {
    name: history.name,
    steps: history.chapters.reduce((sum, { steps }) => sum + steps.length, 0),
    questions: history.chapters.reduce((sum, { questions }) => sum + questions.length, 0),
    differences: differences.length,
    accepted: counted,
    stories,
  };
}

/** By what was done or asked, and what of the answer differs. */
function oneOfEachKind(differences: readonly Difference[]): Difference[] {
  const kinds = new Map<string, Difference>();
  for (const difference of differences) {
    const { at, theirs, ours } = difference;
    const names = Object.keys({ ...theirs, ...ours }).filter((name) => !isDeepStrictEqual(theirs[name], ours[name]));
    const kind = `${'step' in at ? at.step.act : at.question.about} ${names.join(' ')}`;
    if (!kinds.has(kind)) kinds.set(kind, difference);
  }
  return [...kinds.values()];
}

async function tellBoth({ reference, subject, nonce }: Pair, history: History): Promise<Comparison> {
  const word = nonce();
  const [theirs, ours] = await Promise.all([tellTo(reference, history, word), tellTo(subject, history, word)]);
  return compare(history, theirs, ours);
}

async function shortest(pair: Pair, history: History, seen: Difference): Promise<string> {
  const differs = async (candidate: History) => (await lastDifference(pair, candidate)) !== undefined;
  if (!(await differs(history))) return `(seen once, not again) ${story(history, seen)}`;
  const shorter = await shrink(history, differs);
  return story(shorter, (await lastDifference(pair, shorter)) ?? seen);
}

/** The difference in the question at the end, or in the last step where nothing is asked. */
async function lastDifference(pair: Pair, history: History) {
  const { differences } = await tellBoth(pair, history);
  const [chapter] = history.chapters;
  const last = (chapter?.steps.length ?? 0) - 1;
  return differences.find((one) => (chapter?.questions.length ? 'question' in one.at : one.index === last));
}
