import { isDeepStrictEqual } from 'node:util';
import { kindOf, type Rule } from '../rule.ts';

/** Whether Pact accepts a value under a matching rule with this example; undefined if verifiers may differ. */
export function acceptsValue(rule: Rule, example: unknown, value: unknown): boolean | undefined {
  const kind = kindOf(value);
  switch (rule.match) {
    case 'equality':
      return isDeepStrictEqual(value, example);
    case 'type':
      return kind === kindOf(example) && (kind !== 'array' || isSizeAllowed(rule, value as unknown[]));
    case 'number':
      return kind === 'number';
    case 'integer':
      return Number.isInteger(value);
    case 'decimal':
      return kind === 'number' && Number.isInteger(value) ? undefined : kind === 'number';
    case 'null':
      return kind === 'null';
    case 'boolean':
      return kind === 'string' ? undefined : kind === 'boolean';
    case 'regex':
      return kind === 'string' ? matchesPattern(String(rule.regex), value as string) : undefined;
    case 'include':
      return kind === 'string' ? (value as string).includes(String(rule.value)) : undefined;
    case 'notEmpty':
      return kind === 'string' || kind === 'array' ? (value as string | unknown[]).length > 0 : undefined;
    default:
      return undefined;
  }
}

function isSizeAllowed({ min, max }: Rule, { length }: readonly unknown[]): boolean {
  return length >= Number(min ?? 0) && length <= Number(max ?? Number.POSITIVE_INFINITY);
}

/** Some verifiers require the pattern to match the whole text, others a part of it. Undefined if the results differ, or the pattern is invalid. */
function matchesPattern(pattern: string, text: string): boolean | undefined {
  try {
    const matchesPart = new RegExp(pattern, 'u').test(text);
    const matchesWhole = new RegExp(`^(?:${pattern})$`, 'u').test(text);
    return matchesPart === matchesWhole ? matchesWhole : undefined;
  } catch {
    return undefined;
  }
}
