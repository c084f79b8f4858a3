import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractError } from '../config/errors.ts';
import { declaredInteractions } from '../contracts/interactions.ts';
import { countInteractions, type PactTexts, pactsInGit, pactsOnDisk } from './pact-texts.ts';
import { describeStaleness, findStaleness, type Staleness } from './staleness.ts';

/** Pacts that are up to date. */
export interface FreshPacts {
  readonly files: readonly string[];
  readonly interactions: number;
}

/** Runs the consumer tests, which write the pacts into this folder. */
export type ConsumerTests = (directory: string) => Promise<void>;

export interface FreshnessOptions {
  /** Also check the pacts in git's index, because a test run may have just rewritten the files on disk. */
  readonly committed?: boolean;
  readonly runTests: ConsumerTests;
  /** The number of interactions that the pacts must contain. */
  readonly declared?: number;
}

/**
 * Runs the consumer tests with an empty folder as their output. Checks that the pacts in `directory` mean the same as the new ones
 * (see meaning.ts), except for the recorded origin (versions, commit), and that every declared interaction was written.
 * @throws ContractError PACTS_STALE with every difference, CONSUMER_TESTS_FAILED
 */
export async function assertFreshPacts(directory: string, options: FreshnessOptions): Promise<FreshPacts> {
  const { committed = false, runTests, declared = declaredInteractions.length } = options;
  const fresh = await generatePacts(runTests);
  const onDisk = findStaleness(await pactsOnDisk(directory), fresh, declared);
  const inGit = committed && onDisk.length === 0 ? await pactsInGit(directory) : undefined;
  const stale = [
    ...describeStaleFiles(onDisk, directory),
    ...describeStaleFiles(inGit ? findStaleness(inGit, fresh, declared) : [], `git's ${directory}`),
  ];
  if (stale.length > 0) throw new ContractError('PACTS_STALE', stale.join('\n'));
  return { files: [...fresh.keys()], interactions: countInteractions(fresh) };
}

async function generatePacts(runTests: ConsumerTests): Promise<PactTexts> {
  const folder = await mkdtemp(join(tmpdir(), 'fresh-pacts-'));
  try {
    await runTests(folder);
    return await pactsOnDisk(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function describeStaleFiles(stale: readonly Staleness[], folder: string): string[] {
  return stale.map((one) => (one.kind === 'count' ? '' : `${folder}/`) + describeStaleness(one));
}
