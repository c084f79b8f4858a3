import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractError } from '../config/errors.ts';
import { declaredInteractions } from '../contracts/interactions.ts';
import { pactsInGit, pactsOnDisk } from './pact-texts.ts';
import { countInteractions, describeStaleness, type PactTexts, type Staleness, staleness } from './staleness.ts';

/** The pacts that are up to date. */
export interface FreshPacts {
  readonly files: readonly string[];
  readonly interactions: number;
}

/** Runs the tests that write the pacts, into this folder. */
export type ConsumerTests = (directory: string) => Promise<void>;

export interface FreshnessOptions {
  /** What git has staged or committed must be up to date, too, because a test run has just rewritten the files on disk. */
  readonly committed?: boolean;
  readonly runTests: ConsumerTests;
  /** How many interactions there must be. */
  readonly declared?: number;
}

/**
 * Runs the consumer tests into a folder of their own, and checks that the pacts of `directory` are, byte by byte and apart from
 * their origin, what they wrote, and that they wrote every interaction that is declared.
 * @throws ContractError PACTS_STALE with every difference, CONSUMER_TESTS_FAILED
 */
export async function assertFreshPacts(directory: string, options: FreshnessOptions): Promise<FreshPacts> {
  const { committed = false, runTests, declared = declaredInteractions.length } = options;
  const fresh = await writtenAfresh(runTests);
  const onDisk = staleness(await pactsOnDisk(directory), fresh, declared);
  const inGit = committed && onDisk.length === 0 ? await pactsInGit(directory) : undefined;
  const stale = [
    ...report(onDisk, directory),
    ...report(inGit ? staleness(inGit, fresh, declared) : [], `git's ${directory}`),
  ];
  if (stale.length > 0) throw new ContractError('PACTS_STALE', stale.join('\n'));
  return { files: [...fresh.keys()], interactions: countInteractions(fresh) };
}

async function writtenAfresh(runTests: ConsumerTests): Promise<PactTexts> {
  const folder = await mkdtemp(join(tmpdir(), 'fresh-pacts-'));
  try {
    await runTests(folder);
    return await pactsOnDisk(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function report(stale: readonly Staleness[], where: string): string[] {
  return stale.map((one) => (one.kind === 'count' ? '' : `${where}/`) + describeStaleness(one));
}
