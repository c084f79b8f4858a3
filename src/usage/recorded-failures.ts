/**
 * The sentences about the provider in a recorded verification result. A provider that does not fit answers a usage interaction with a list of
 * sentences (see pact.ts); the official verifier reports them as `Expected an empty List but received ["Bar has no parameter a"]`.
 */
import { describeFailures } from './describe-failure.ts';
import type { Use } from './use.ts';

/** A mismatch in a recorded result: where it is in the provider's answer, and the verifier's message. */
export interface RecordedMismatch {
  readonly identifier: string;
  readonly message: string;
}

/** Why the provider does not fit the use, as one sentence; undefined when the mismatches have no such list. */
export function recordedFailure(
  { module, name }: Pick<Use, 'module' | 'name'>,
  mismatches: readonly RecordedMismatch[],
): string | undefined {
  const texts = mismatches.flatMap(({ identifier, message }) =>
    identifier.endsWith('.failures') ? parseReceived(message) : [],
  );
  if (texts.length === 0) return undefined;
  const label = name ?? module;
  const isHome = (text: string) => text.startsWith(`${label} is `) && /^\S+$/.test(text.slice(`${label} is `.length));
  const others = texts.filter((text) => !isHome(text));
  const home = texts.find(isHome)?.slice(`${label} is `.length);
  return others.length === 0 ? texts.join('; ') : describeFailures(others, label, home);
}

function parseReceived(message: string): string[] {
  const [, list = ''] = /^Expected an empty List but received (\[.*\])$/s.exec(message) ?? [];
  try {
    const parsed: unknown = JSON.parse(list);
    return Array.isArray(parsed) ? parsed.filter((text) => typeof text === 'string') : [];
  } catch {
    return [];
  }
}
