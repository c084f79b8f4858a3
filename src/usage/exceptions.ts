/**
 * Exceptions to a usage contract: uses that already fail on the release the consumer installs, and that its team has accepted until a
 * date. They are left out of the contract and reported by every run; one that is not needed any more, or has expired, is an error.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { Finding } from './findings.ts';
import type { Pair } from './pact-file.ts';

const DateText = z.iso.date();

const UsageException = z.strictObject({
  use: z.string(),
  /** What the consumer does. */
  does: z.string(),
  /** The sentence about the provider. */
  text: z.string(),
  locations: z.array(z.string()),
  reason: z.string().min(1),
  accepted: DateText,
  until: DateText,
});
export type UsageException = z.infer<typeof UsageException>;

/** The data of an acceptance. Dates have the form `2026-11-28`. */
export interface Acceptance {
  readonly reason: string;
  readonly today: string;
  readonly until: string;
}

/** The findings of a run, matched with the exceptions. */
export interface MatchedFindings {
  /** No exception accepts them, or it has expired. */
  readonly open: readonly Finding[];
  readonly accepted: readonly Finding[];
  /** Exceptions without a finding, and exceptions that have expired. */
  readonly unnecessary: readonly UsageException[];
  readonly expired: readonly UsageException[];
}

export function matchExceptions(findings: readonly Finding[], exceptions: readonly UsageException[], today: string) {
  const expired = exceptions.filter(({ until }) => until < today);
  const inForce = exceptions.filter((exception) => !expired.includes(exception));
  const isAccepted = (finding: Finding) => inForce.some((exception) => isAbout(exception, finding));
  return {
    open: findings.filter((finding) => !isAccepted(finding)),
    accepted: findings.filter(isAccepted),
    unnecessary: exceptions.filter((exception) => !findings.some((finding) => isAbout(exception, finding))),
    expired,
  } satisfies MatchedFindings;
}

/** The exceptions after the open findings were accepted: those that are still needed and have not expired, and the new ones. */
export function acceptFindings(
  { open, unnecessary, expired }: MatchedFindings,
  exceptions: readonly UsageException[],
  { reason, today, until }: Acceptance,
): UsageException[] {
  const added = open.map(({ use, does, text, locations }) => {
    return { use, does, text, locations: [...locations], reason, accepted: today, until };
  });
  const remaining = exceptions.filter((exception) => ![...unnecessary, ...expired].includes(exception));
  return [...remaining, ...added].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The exceptions file of a pair in this folder. */
export function exceptionsFile(folder: string, { consumer, provider }: Pair): string {
  return join(folder, `${consumer}-${provider}.json`);
}

/** @throws ContractError EXCEPTION_UNREADABLE */
export function readExceptions(file: string): UsageException[] {
  if (!existsSync(file)) return [];
  try {
    return z.array(UsageException).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new ContractError('EXCEPTION_UNREADABLE', `${file}: ${(cause as Error).message}`, { cause });
  }
}

export function writeExceptions(file: string, exceptions: readonly UsageException[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(exceptions, undefined, 2)}\n`);
}

/** An exception applies to a finding with equal `use`, `does` and `text`. Locations are not compared, because line numbers change. */
function isAbout(exception: UsageException, finding: Finding): boolean {
  return keyOf(exception) === keyOf(finding);
}

function keyOf({ use, does, text }: { use: string; does: string; text: string }): string {
  return JSON.stringify([use, does, text]);
}
