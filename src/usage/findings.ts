/**
 * Judges the uses with the release that types were read from. Results: uses that do not fit even that release, optional uses whose
 * feature is disabled, and parts that cannot be judged. These parts are left out of the contract: their result would always be unknown.
 */
import { describeParts, fullName } from './describe-part.ts';
import { locationsOf, numberParts, partNumber, withoutParts } from './parts.ts';
import type { Failure, Unresolved, Use, UseResult } from './use.ts';

/** One way in which a use does not fit a release. */
export interface Finding {
  /** The name of the provider. */
  readonly use: string;
  /** What the consumer does with it: `calls Bar(symbol, ts)`. */
  readonly does: string;
  readonly kind: Failure['kind'];
  /** A sentence about the provider. */
  readonly text: string;
  readonly required: boolean;
  readonly locations: readonly string[];
}

export interface JudgedUses {
  /** The uses that can be judged. */
  readonly uses: readonly Use[];
  readonly findings: readonly Finding[];
  readonly unresolved: readonly Unresolved[];
}

/** Judges numbered uses: the locations in the results are part numbers (see parts.ts). */
export type JudgeUses = (uses: readonly Use[]) => Promise<readonly UseResult[]>;

/** Judges the uses with the release that they were read from. */
export async function judgeOwnRelease(uses: readonly Use[], judge: JudgeUses): Promise<JudgedUses> {
  const results = await judge(uses.map(numberParts));
  const judged = uses.map((use, index) => ({ use, result: results[index] as UseResult }));
  const known = judged.map(({ use, result }) => withoutParts(use, partsOf(result.unknown)));
  return {
    uses: known.filter((use) => use !== undefined).filter(hasRequirements),
    findings: judged.flatMap(({ use, result }) => findingsOf(use, result)),
    unresolved: judged.flatMap(({ use, result }) => unresolvedOf(use, result)),
  };
}

/** The findings of one use, one for each part. */
export function findingsOf(use: Use, { failures }: UseResult, locations = locationsOf(use)): Finding[] {
  const does = describeParts(use);
  return failures.flatMap(({ kind, text, required, locations: parts }) =>
    parts.map(partNumber).map((part) => ({
      use: fullName(use),
      does: does[part] ?? `uses ${fullName(use)}`,
      kind,
      text,
      required,
      locations: locations[part] ?? [],
    })),
  );
}

/** The uses without the parts to which these findings belong. */
export function withoutFindings(uses: readonly Use[], findings: readonly Finding[]): Use[] {
  const remaining = uses.map((use) => {
    const findingsOfUse = findings.filter((finding) => finding.use === fullName(use));
    const places = new Set(findingsOfUse.flatMap(({ locations, does }) => locations.map((at) => `${does} ${at}`)));
    const does = describeParts(use);
    const numbers = locationsOf(use).flatMap((locations, part) =>
      locations.some((at) => places.has(`${does[part]} ${at}`)) ? [part] : [],
    );
    return withoutParts(use, new Set(numbers));
  });
  return remaining.filter((use) => use !== undefined);
}

/** False if nothing of the use is required: a class that is not imported counts only by its members. */
function hasRequirements({ imported, calls, members, enumMembers, bases }: Use): boolean {
  return imported || calls.length + members.length + enumMembers.length + bases.length > 0;
}

function unresolvedOf(use: Use, { unknown }: UseResult): Unresolved[] {
  const locations = locationsOf(use);
  return unknown.map(({ text, locations: parts }) => ({
    text,
    location: locations[partNumber(parts[0] ?? '')]?.[0] ?? fullName(use),
    reason: 'unknown-type',
  }));
}

function partsOf(entries: readonly { readonly locations: readonly string[] }[]): Set<number> {
  return new Set(entries.flatMap(({ locations }) => locations.map(partNumber)));
}
