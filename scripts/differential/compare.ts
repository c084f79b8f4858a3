import { isDeepStrictEqual } from 'node:util';
import { type AcceptedDifference, acceptedDifferences } from './accepted.ts';
import type { History } from './history.ts';
import type { Query } from './query.ts';
import type { Replay } from './replay.ts';
import type { Answer } from './run-query.ts';
import type { Step } from './step.ts';

/** A difference of two brokers in the outcome of a step or in the answer to a query. */
export interface Difference {
  readonly phase: number;
  readonly index: number;
  readonly at: DifferencePlace;
  readonly theirs: Answer;
  readonly ours: Answer;
}

export type DifferencePlace = { readonly step: Step } | { readonly query: Query };

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly accepted: readonly AcceptedDifference[];
}

/** Compares the replays of one history by two brokers; `theirs` is the reference. */
export function compare(history: History, theirs: Replay, ours: Replay): Comparison {
  const all = history.phases.flatMap(({ steps, queries }, phase) => {
    const their = theirs.phases[phase];
    const our = ours.phases[phase];
    return [
      ...findDifferences(
        phase,
        steps.map((step) => ({ step })),
        outcomesOf(their),
        outcomesOf(our),
      ),
      ...findDifferences(
        phase,
        queries.map((query) => ({ query })),
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

/** The accepted differences that explain all of this one; undefined if anything else differs. */
export function acceptedAs(difference: Difference): AcceptedDifference[] | undefined {
  let left = difference;
  const used: AcceptedDifference[] = [];
  for (const accepted of acceptedDifferences) {
    const levelled = { ...left, ...accepted.equalise(left) };
    if (!isDeepStrictEqual(levelled, left)) used.push(accepted);
    if (isDeepStrictEqual(levelled.theirs, levelled.ours)) return used;
    left = levelled;
  }
  return undefined;
}

function outcomesOf(phase: Replay['phases'][number] | undefined): Answer[] | undefined {
  return phase?.outcomes.map((outcome) => ({ outcome }));
}

function findDifferences(
  phase: number,
  places: readonly DifferencePlace[],
  theirs: readonly Answer[] = [],
  ours: readonly Answer[] = [],
): Difference[] {
  return places.flatMap((at, index) => {
    const their = theirs[index] ?? {};
    const our = ours[index] ?? {};
    return isDeepStrictEqual(their, our) ? [] : [{ phase, index, at, theirs: their, ours: our }];
  });
}
