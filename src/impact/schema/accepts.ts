import { isDeepStrictEqual } from 'node:util';
import { kindOf, type Rule } from '../rule.ts';

/** Whether Pact takes a value for what the example shows, by this rule; undefined where that is not known for sure. */
export function accepts(rule: Rule, example: unknown, value: unknown): boolean | undefined {
  const kind = kindOf(value);
  switch (rule.match) {
    case 'equality':
      return isDeepStrictEqual(value, example);
    case 'type':
      return kind === kindOf(example) && (kind !== 'array' || hasSize(rule, value as unknown[]));
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
      return kind === 'string' ? fitsPattern(String(rule.regex), value as string) : undefined;
    case 'include':
      return kind === 'string' ? (value as string).includes(String(rule.value)) : undefined;
    case 'notEmpty':
      return kind === 'string' || kind === 'array' ? (value as string | unknown[]).length > 0 : undefined;
    default:
      return undefined;
  }
}

function hasSize({ min, max }: Rule, { length }: readonly unknown[]): boolean {
  return length >= Number(min ?? 0) && length <= Number(max ?? Number.POSITIVE_INFINITY);
}

/** Verifiers differ in whether a pattern must fit the whole text: only where that is the same is it known. */
function fitsPattern(pattern: string, text: string): boolean | undefined {
  try {
    const [within, whole] = [new RegExp(pattern, 'u').test(text), new RegExp(`^(?:${pattern})$`, 'u').test(text)];
    return within === whole ? whole : undefined;
  } catch {
    return undefined;
  }
}
