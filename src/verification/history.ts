/** Every release of a provider against the pacts in force: one row for each release, one cell for each consumer. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import pMap from 'p-map';
import { ContractError } from '../config/errors.ts';
import type { Outcome } from './outcome.ts';
import { consumerOf, failureSentences } from './report.ts';

/** `off`: it fits, but a feature of the consumer does not work with it. `unknown`: it could not be determined. */
export type CellVerdict = 'yes' | 'no' | 'off' | 'unknown';

export interface HistoryCell {
  /** Name and version: `market-data-ibkr 1.1.7`. */
  readonly consumer: string;
  readonly verdict: CellVerdict;
  /** Why it is not a yes. */
  readonly sentences: readonly string[];
  readonly requirement?: string | undefined;
}

export interface HistoryRow {
  readonly release: string;
  /** A consumer that is missing here was not looked at. */
  readonly cells: readonly HistoryCell[];
  /** Why the release could not be judged. */
  readonly problem?: string;
}

/** A file of finished rows. */
export interface RowStore {
  /** Finished rows are stored here: a run that was ended goes on with the others. */
  readonly file: string;
  /** What the stored rows must have been made from. */
  readonly key: string;
}

export interface HistoryRun extends RowStore {
  /** Oldest first. */
  readonly releases: readonly string[];
  readonly verify: (release: string) => Promise<Outcome>;
  readonly progress: (line: string) => void;
}

/** How many releases are verified at a time. */
const CONCURRENCY = 2;

export async function runHistory({ releases, verify, file, key, progress }: HistoryRun): Promise<HistoryRow[]> {
  const stored = new Map(readRows(file, key).map((row) => [row.release, row]));
  let done = 0;
  const finish = async (release: string): Promise<HistoryRow> => {
    const known = stored.get(release);
    const row = known ?? (await verifyRelease(release, verify));
    if (!known && row.problem === undefined) {
      stored.set(release, row);
      writeRows(file, key, [...stored.values()]);
    }
    done += 1;
    progress(`${done} of ${releases.length}: ${release}${known ? ' (stored)' : ''}`);
    return row;
  };
  return pMap(releases, finish, { concurrency: CONCURRENCY });
}

/** Removes the stored rows of these releases, whose results the broker does not have: they are verified again. */
export function dropRows({ file, key }: RowStore, releases: readonly string[]): void {
  const rows = readRows(file, key);
  const remaining = rows.filter(({ release }) => !releases.includes(release));
  if (remaining.length < rows.length) writeRows(file, key, remaining);
}

async function verifyRelease(release: string, verify: HistoryRun['verify']): Promise<HistoryRow> {
  try {
    const outcome = await verify(release);
    const [problem] = outcome.problems;
    if (problem) return { release, cells: [], problem: problem.message };
    return { release, cells: outcome.pacts.map((pact) => cellOf(pact, outcome)) };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { release, cells: [], problem: error.message };
  }
}

function cellOf(pact: Outcome['pacts'][number], { provider }: Outcome): HistoryCell {
  const off = pact.interactions.flatMap((interaction) => interaction.off ?? []);
  const verdict = !pact.success ? 'no' : off.length > 0 ? 'off' : 'yes';
  const sentences = pact.success ? off : failureSentences(pact, provider);
  return { consumer: consumerOf(pact), verdict, sentences, ...(pact.requirement && { requirement: pact.requirement }) };
}

function readRows(file: string, key: string): HistoryRow[] {
  if (!existsSync(file)) return [];
  try {
    const { key: storedKey, rows } = JSON.parse(readFileSync(file, 'utf8'));
    return storedKey === key ? rows : [];
  } catch {
    return [];
  }
}

function writeRows(file: string, key: string, rows: readonly HistoryRow[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ key, rows }));
}
