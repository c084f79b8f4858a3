import type { ProviderAnswer } from '../provider/provider-under-test.ts';
import { describeFailures } from '../usage/describe-failure.ts';
import { fullName } from '../usage/describe-part.ts';
import { type Finding, findingsOf } from '../usage/findings.ts';
import type { UseResult } from '../usage/use.ts';
import type { Mismatch } from './mismatch.ts';
import type { PactInteraction, PactToVerify } from './pact-to-verify.ts';

export interface UsageFindings {
  readonly mismatches: readonly Mismatch[];
  /** Optional uses that do not fit: what the consumer does, where, and why it does not work. */
  readonly missingOptionalUses: readonly string[];
}

/** What does not fit in one usage interaction: one mismatch or sentence for each part of the use, with its locations from the pact. */
export function usageFindings(
  { usage }: PactToVerify,
  { description }: PactInteraction,
  { use, result, undetermined }: NonNullable<ProviderAnswer['usage']>,
  success: boolean,
): UsageFindings {
  if (undetermined !== undefined)
    return { mismatches: [undeterminedUse(fullName(use), result)], missingOptionalUses: [] };
  const findings = findingsOf(use, result, usage?.locations[description] ?? []);
  const failing = success ? [] : findings.filter(({ required }) => required || areAllOptional(findings));
  const describeTexts = (texts: readonly string[]) => describeFailures(texts, use.name ?? use.module, result.home);
  return {
    mismatches: byPart(failing).map(([first, texts]) => mismatchOf(first, describeTexts(texts))),
    missingOptionalUses: success
      ? byPart(findings).map(([first, texts]) => `${describeFindingUse(first)}: ${describeTexts(texts)}`)
      : [],
  };
}

/** The mismatch of a use that cannot be judged. It is reported only where another use of the pact fails: see undetermined.ts. */
function undeterminedUse(field: string, { unknown }: UseResult): Mismatch {
  const actual = `it cannot be determined whether that fits: ${unknown.map(({ text }) => text).join('; ')}`;
  return { kind: 'use', field, expected: `uses ${field}`, actual, undetermined: true };
}

function areAllOptional(findings: readonly Finding[]): boolean {
  return findings.every(({ required }) => !required);
}

function mismatchOf(first: Finding, actual: string): Mismatch {
  return { kind: 'use', field: first.use, expected: describeFindingUse(first), actual };
}

function describeFindingUse({ does, locations }: Finding): string {
  return locations.length === 0 ? does : `${does} (${locations.join(', ')})`;
}

/** The first finding of each part, with the texts of all findings of that part. */
function byPart(findings: readonly Finding[]): (readonly [Finding, readonly string[]])[] {
  const parts = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.does, finding.locations]);
    parts.set(key, [...(parts.get(key) ?? []), finding]);
  }
  return [...parts.values()].flatMap((partFindings) =>
    partFindings[0] ? [[partFindings[0], partFindings.map(({ text }) => text)] as const] : [],
  );
}
