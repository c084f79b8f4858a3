/**
 * Checks a provider against one release of a consumer that need not have published anything: what it uses is read from its code, written as
 * a pact file, and verified like any other pact. What does not fit the release that its types are read from is the consumer's own problem:
 * it is left out, and named.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicationOf, distributionOf } from '../config/applications.ts';
import { clientEnvironment } from '../config/config.ts';
import type { ProviderUnderTest } from '../provider/provider-under-test.ts';
import { allowedReleases } from '../python/releases.ts';
import { withoutFindings } from '../usage/findings.ts';
import { usagePart } from '../usage/pact.ts';
import { pactFileOf, writeUsagePact } from '../usage/pact-file.ts';
import { type ReadContract, readContract } from '../usage/read-contract.ts';
import type { ReadUsageOptions } from '../usage/read-usage.ts';
import type { Outcome } from './outcome.ts';
import { verifyPacts } from './verify.ts';

/** The outcome of the check of one release. */
export interface CheckedRelease {
  /** What it requires of the provider, as PEP 440 writes it; undefined when it requires nothing. */
  readonly requirement: string | undefined;
  /** Whether an installation of this release may take this provider. */
  readonly allowed: boolean;
  /** The release of the provider that types are read from. */
  readonly readWith: string;
  /** Undefined when it uses nothing of the provider. */
  readonly outcome: Outcome | undefined;
  /** Uses that do not fit the release that types are read from either. */
  readonly leftOut: readonly string[];
  /** How many uses could not be resolved. */
  readonly unresolved: number;
}

/** @throws ContractError what reading, installing and verifying throw */
export async function checkConsumer(
  { name, number }: { readonly name: string; readonly number: string },
  provider: ProviderUnderTest,
  options: ReadUsageOptions,
): Promise<CheckedRelease> {
  const consumer = { name: distributionOf(name), source: { kind: 'release', number } } as const;
  const contract = await readContract({ consumer, provider: distributionOf(provider.name) }, options);
  const { usage, judged, requirement } = contract;
  const own = judged.findings.filter(({ required }) => required);
  return {
    requirement: requirement?.specifier,
    allowed: await isAllowed(requirement?.specifier, provider.version, options),
    readWith: usage.provider.version,
    outcome: await verifyUsage(contract, withoutFindings(judged.uses, own), provider),
    leftOut: own.map(({ does, text, locations }) => `${does}; ${text} (${locations.join(', ')})`),
    unresolved: usage.unresolved.length + judged.unresolved.length,
  };
}

/** A development or local version counts as its release: `1.5.0.dev3` and `1.5.0+3f2a` as 1.5.0. */
async function isAllowed(specifier: string | undefined, version: string, options: ReadUsageOptions): Promise<boolean> {
  const [number] = /^\d+(\.\d+)*/.exec(version) ?? [];
  if (!specifier || number === undefined) return true;
  return (await allowedReleases(specifier, [number], options)).length > 0;
}

async function verifyUsage(
  { consumer, usage, requirement }: ReadContract,
  uses: ReadContract['judged']['uses'],
  provider: ProviderUnderTest,
): Promise<Outcome | undefined> {
  if (uses.length === 0) return undefined;
  const extras = requirement?.extras ?? [];
  const part = usagePart({ consumer, provider: usage.provider, requirement: requirement?.specifier, extras, uses });
  const pair = { consumer: applicationOf(consumer.distribution), provider: provider.name };
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  try {
    const path = pactFileOf(folder, pair);
    writeUsagePact(path, pair, part);
    return await verifyPacts({ provider, source: { kind: 'file', path }, publish: false, env: clientEnvironment() });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
