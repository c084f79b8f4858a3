/**
 * Versions of a provider against the pacts in force: one row for each version, one cell for each pact. A pair of version and pact that a
 * earlier run has verified, or that the broker has a result of, is not verified again (see history-store.ts and recorded-pairs.ts).
 */
import pMap from 'p-map';
import { ContractError } from '../config/errors.ts';
import {
  type HistoryCell,
  type HistoryRow,
  type HistoryTarget,
  labelOf,
  type PairVerdict,
  versionOf,
} from './history-row.ts';
import type { PairStore } from './history-store.ts';
import type { Outcome, VerifiedPact } from './outcome.ts';
import type { PactToVerify } from './pact-to-verify.ts';
import type { RecordedPairs, RecordedVerdict } from './recorded-pairs.ts';
import { failureSentences } from './report.ts';

export interface HistoryRun {
  /** Oldest first. */
  readonly targets: readonly HistoryTarget[];
  readonly pacts: readonly PactToVerify[];
  readonly store: PairStore;
  /** The broker's results; undefined when results are not recorded, and then not looked up either. */
  readonly recorded?: RecordedPairs | undefined;
  /** Also verify the pairs whose verdict is known. */
  readonly again?: boolean;
  /** Verifies the target against these pacts, which are some of `pacts`. */
  readonly verify: (target: HistoryTarget, pacts: readonly PactToVerify[]) => Promise<readonly Outcome[]>;
  readonly progress: (line: string) => void;
}

/** How many releases are verified at a time. */
const CONCURRENCY = 2;

/** Verifies each target against the pacts, except for the pairs whose verdict is known, and reports the progress. */
export async function runHistory(run: HistoryRun): Promise<HistoryRow[]> {
  const { targets, pacts, progress } = run;
  const counts = { known: 0, verified: 0, done: 0 };
  const rows = await pMap(
    targets,
    async (target) => {
      const { row, known } = await finishRow(run, target);
      counts.known += known;
      counts.verified += row.cells.length - known;
      counts.done += 1;
      const source = row.cells.length > 0 && known === pacts.length ? ' (stored)' : '';
      progress(`${counts.done} of ${targets.length}: ${target.release}${source}`);
      return row;
    },
    { concurrency: CONCURRENCY },
  );
  const pairs = counts.verified === 1 ? '1 pair' : `${counts.verified} pairs`;
  progress(`${pairs} of version and pact verified, ${counts.known} known from earlier runs`);
  return rows;
}

type KnownCell = RecordedVerdict;

async function finishRow(run: HistoryRun, target: HistoryTarget): Promise<{ row: HistoryRow; known: number }> {
  const { ref: _ref, ...row } = target;
  const cells = await findKnownCells(run, target);
  const known = cells.size;
  const missing = run.pacts.filter((pact) => !cells.has(pact.url));
  const problem = missing.length > 0 ? await verifyMissing(run, target, missing, cells) : undefined;
  return { row: { ...row, cells: cellsOf(run.pacts, cells), ...(problem && { problem }) }, known };
}

function cellsOf(pacts: readonly PactToVerify[], cells: ReadonlyMap<string, KnownCell>): HistoryCell[] {
  return pacts.flatMap((pact) => {
    const cell = cells.get(pact.url);
    const requirement = pact.usage?.requirement;
    return cell ? [{ consumer: labelOf(pact), ...cell, ...(requirement && { requirement }) }] : [];
  });
}

/**
 * The cells by the URL of the pact. When results are recorded, a stored verdict counts only if the broker has the same result. A result that
 * contradicts itself gives no cell: the pair is verified again.
 */
async function findKnownCells({ pacts, store, recorded, again }: HistoryRun, target: HistoryTarget) {
  const cells = new Map<string, KnownCell>();
  if (again) return cells;
  const version = versionOf(target);
  for (const pact of pacts) {
    const stored = store.read(version, pact);
    const success = recorded?.successOf(version, pact);
    if (recorded && success === undefined) continue;
    const isConfirmed = !recorded || success === (stored?.verdict !== 'no');
    const cell = stored && isConfirmed ? stored : await recorded?.read(version, pact);
    if (cell) cells.set(pact.url, cell);
  }
  return cells;
}

/**
 * Adds the verified cells. An undetermined pact does not make the others undetermined: each pact is then verified alone.
 * @returns why the release could not be judged
 */
async function verifyMissing(
  run: HistoryRun,
  target: HistoryTarget,
  missing: readonly PactToVerify[],
  cells: Map<string, KnownCell>,
): Promise<string | undefined> {
  try {
    for (const outcome of await run.verify(target, missing)) {
      const [problem] = outcome.problems;
      if (problem) return problem.message;
      addCells(run, target, outcome, cells);
    }
    const unanswered = missing.find(({ url }) => !cells.has(url));
    return unanswered && `the verification has no result for ${labelOf(unanswered)}`;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (error.code !== 'USAGE_UNDETERMINED') return error.message;
    if (missing.length > 1) return verifyOneByOne(run, target, missing, cells);
    for (const { url } of missing) cells.set(url, { verdict: 'unknown', sentences: [error.message] });
    return undefined;
  }
}

/** @returns the first problem; the other pacts are verified nevertheless */
async function verifyOneByOne(
  run: HistoryRun,
  target: HistoryTarget,
  missing: readonly PactToVerify[],
  cells: Map<string, KnownCell>,
): Promise<string | undefined> {
  let firstProblem: string | undefined;
  for (const pact of missing) {
    const problem = await verifyMissing(run, target, [pact], cells);
    firstProblem ??= problem;
  }
  return firstProblem;
}

function addCells(
  { pacts, store }: HistoryRun,
  target: HistoryTarget,
  outcome: Outcome,
  cells: Map<string, KnownCell>,
): void {
  for (const verified of outcome.pacts) {
    const pact = pacts.find(({ url }) => url === verified.url);
    if (!pact) continue;
    const verdict = verdictOf(verified, outcome);
    store.write(versionOf(target), pact, verdict);
    cells.set(pact.url, verdict);
  }
}

function verdictOf(pact: VerifiedPact, { provider }: Outcome): PairVerdict {
  const missingUses = pact.interactions.flatMap((interaction) => interaction.missingOptionalUses ?? []);
  const verdict = !pact.success ? 'no' : missingUses.length > 0 ? 'off' : 'yes';
  return { verdict, sentences: pact.success ? missingUses : failureSentences(pact, provider) };
}
