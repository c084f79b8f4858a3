/**
 * The sentences about the provider in a recorded verification result. A provider that does not fit answers a usage interaction with a list of
 * sentences (see pact.ts); the official verifier reports them as `Expected an empty List but received ["Bar has no parameter a"]`.
 */
import { describeFailures } from './describe-failure.ts';

/** A mismatch in a recorded result: where it is in the provider's answer, and the verifier's message. */
export interface RecordedMismatch {
  readonly identifier: string;
  readonly message: string;
}

/** The most sentences about one name: a result may contain any number. */
const MAX_TEXTS = 50;

/**
 * Why the provider does not fit, as one sentence; undefined when the mismatches have no such list.
 * @param description of the interaction: `uses market_data_core.Bar`
 */
export function recordedFailure(description: string, mismatches: readonly RecordedMismatch[]): string | undefined {
  const all = mismatches.flatMap(({ identifier, message }) =>
    identifier.endsWith('.failures') ? parseReceived(message) : [],
  );
  const texts = all.length > MAX_TEXTS ? [...all.slice(0, MAX_TEXTS), `and ${all.length - MAX_TEXTS} more`] : all;
  const [first] = texts;
  if (first === undefined) return undefined;
  const unknown = `${description}: `;
  if (first.startsWith(unknown)) return `it cannot be determined whether that fits: ${first.slice(unknown.length)}`;
  const label = labelOf(description, texts);
  const isHome = (text: string) => text.startsWith(`${label} is `) && /^\S+$/.test(text.slice(`${label} is `.length));
  const others = texts.filter((text) => !isHome(text));
  const home = texts.find(isHome)?.slice(`${label} is `.length);
  return others.length === 0 ? texts.join('; ') : describeFailures(others, label, home);
}

/** `Bar` of `uses market_data_core.Bar`, as the sentences name it; a module has its full name. */
function labelOf(description: string, texts: readonly string[]): string {
  const full = description.replace(/^\w+ /, '');
  const name = full.slice(full.lastIndexOf('.') + 1);
  return texts.some((text) => text.startsWith(`${full} `)) ? full : name;
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
