import { isDeepStrictEqual } from 'node:util';
import type { Broker } from './broker.ts';
import { type Comparison, compare, type Difference } from './compare.ts';
import { formatDifference } from './format-difference.ts';
import type { History } from './history.ts';
import { replay } from './replay.ts';
import { shrink, truncateAfter } from './shrink.ts';

/** Two brokers, and a source of name suffixes that neither has seen. */
export interface BrokerPair {
  readonly reference: Broker;
  readonly subject: Broker;
  readonly nonce: () => string;
}

export interface Report {
  readonly name: string;
  readonly steps: number;
  readonly queries: number;
  readonly differences: number;
  /** Accepted differences, by name. */
  readonly accepted: Readonly<Record<string, number>>;
  /** The first difference of each kind, with the shortest history that shows it. */
  readonly examples: readonly string[];
}

/** Replays a history on both brokers and reports the differences. Shrinking the history of a difference takes time. */
export async function compareBrokers(pair: BrokerPair, history: History, maxExamples = 3): Promise<Report> {
  const { differences, accepted } = await replayOnBoth(pair, history);
  const counted: Record<string, number> = {};
  for (const { name } of accepted) counted[name] = (counted[name] ?? 0) + 1;
  const examples: string[] = [];
  for (const one of oneOfEachKind(differences).slice(0, maxExamples))
    examples.push(await shrinkAndFormat(pair, truncateAfter(history, one), one));
  return {
    name: history.name,
    steps: history.phases.reduce((sum, { steps }) => sum + steps.length, 0),
    queries: history.phases.reduce((sum, { queries }) => sum + queries.length, 0),
    differences: differences.length,
    accepted: counted,
    examples,
  };
}

/** One difference for each combination of step or query and differing members. */
function oneOfEachKind(differences: readonly Difference[]): Difference[] {
  const kinds = new Map<string, Difference>();
  for (const difference of differences) {
    const { at, theirs, ours } = difference;
    const names = Object.keys({ ...theirs, ...ours }).filter((name) => !isDeepStrictEqual(theirs[name], ours[name]));
    const kind = `${'step' in at ? at.step.act : at.query.about} ${names.join(' ')}`;
    if (!kinds.has(kind)) kinds.set(kind, difference);
  }
  return [...kinds.values()];
}

async function replayOnBoth({ reference, subject, nonce }: BrokerPair, history: History): Promise<Comparison> {
  const suffix = nonce();
  const [theirs, ours] = await Promise.all([replay(reference, history, suffix), replay(subject, history, suffix)]);
  return compare(history, theirs, ours);
}

async function shrinkAndFormat(pair: BrokerPair, history: History, seen: Difference): Promise<string> {
  const differs = async (candidate: History) => (await lastDifference(pair, candidate)) !== undefined;
  if (!(await differs(history))) return `(not reproducible) ${formatDifference(history, seen)}`;
  const shorter = await shrink(history, differs);
  return formatDifference(shorter, (await lastDifference(pair, shorter)) ?? seen);
}

/** The difference in the query at the end, or in the last step if there is no query. */
async function lastDifference(pair: BrokerPair, history: History) {
  const { differences } = await replayOnBoth(pair, history);
  const [phase] = history.phases;
  const last = (phase?.steps.length ?? 0) - 1;
  return differences.find((one) => (phase?.queries.length ? 'query' in one.at : one.index === last));
}
