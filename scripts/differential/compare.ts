import { isDeepStrictEqual } from 'node:util';
import { type AcceptedDifference, acceptedDifferences } from './accepted.ts';
import type { Answer } from './ask.ts';
import type { History } from './history.ts';
import type { Question } from './question.ts';
import type { Step } from './step.ts';
import type { Telling } from './telling.ts';

/** Where two brokers part: in the outcome of a step, or in the answer to a question. */
export interface Difference {
  readonly chapter: number;
  readonly index: number;
  readonly at: Place;
  readonly theirs: Answer;
  readonly ours: Answer;
}

export type Place = { readonly step: Step } | { readonly question: Question };

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly accepted: readonly AcceptedDifference[];
}

/** Compares what two brokers made of one history; `theirs` is the reference. */
export function compare(history: History, theirs: Telling, ours: Telling): Comparison {
  const all = history.chapters.flatMap(({ steps, questions }, chapter) => {
    const [their, our] = [theirs.chapters[chapter], ours.chapters[chapter]];
    return [
      ...differing(
        chapter,
        steps.map((step) => ({ step })),
        outcomesOf(their),
        outcomesOf(our),
      ),
      ...differing(
        chapter,
        questions.map((question) => ({ question })),
        their?.answers,
        our?.answers,
      ),
    ];
  });
  const judged = all.map((difference) => ({ difference, accepted: acceptedAs(difference) }));
  return {
    differences: judged.flatMap(({ difference, accepted }) => (accepted ? [] : [difference])),
    accepted: judged.flatMap(({ accepted }) => accepted ?? []),
  };
}

/** The accepted differences that make up all of this one; nothing when something else is in it. */
export function acceptedAs(difference: Difference): AcceptedDifference[] | undefined {
  let left = difference;
  const used: AcceptedDifference[] = [];
  for (const accepted of acceptedDifferences) {
    const levelled = { ...left, ...accepted.level(left) };
    if (!isDeepStrictEqual(levelled, left)) used.push(accepted);
    if (isDeepStrictEqual(levelled.theirs, levelled.ours)) return used;
    left = levelled;
  }
  return undefined;
}

function outcomesOf(chapter: Telling['chapters'][number] | undefined): Answer[] | undefined {
  return chapter?.outcomes.map((outcome) => ({ outcome }));
}

function differing(
  chapter: number,
  places: readonly Place[],
  theirs: readonly Answer[] = [],
  ours: readonly Answer[] = [],
): Difference[] {
  return places.flatMap((at, index) => {
    const [their = {}, our = {}] = [theirs[index], ours[index]];
    return isDeepStrictEqual(their, our) ? [] : [{ chapter, index, at, theirs: their, ours: our }];
  });
}
