import type { z } from 'zod';
import { throwNotExpressible, uncheckedRule } from './message-part.ts';
import { portableRegex } from './portable-regex.ts';

type Check = z.core.$ZodChecks['_zod']['def'];

/** The rules of a string's schema: patterns, which Pact can check, and the rules that it cannot check. */
export interface StringRules {
  readonly patterns: readonly string[];
  readonly uncheckedRules: readonly string[];
}

/** The formats of zod that consist only of a pattern. */
const patternFormats = ['regex', 'lowercase', 'uppercase', 'starts_with', 'ends_with', 'includes'];
const namedFormats = ['email', 'uuid', 'guid', 'datetime', 'date', 'time', 'duration', 'ulid', 'cuid2', 'e164'];
const formats = new Set([...patternFormats, ...namedFormats]);

/** Largest count in `{m,n}` that all regex engines accept. */
const MAX_REPETITIONS = 1000;

/** @throws ContractError NOT_EXPRESSIBLE for a check that is neither a pattern nor a length, naming the check */
export function stringRules(def: z.core.$ZodStringDef, path: string): StringRules {
  const formatChecks = 'format' in def ? [def as unknown as Check] : [];
  const checks = [...formatChecks, ...(def.checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def)];
  const rules = checks.map((check) => rulesOf(check, path));
  return {
    patterns: rules.flatMap(({ patterns }) => patterns),
    uncheckedRules: rules.flatMap(({ uncheckedRules }) => uncheckedRules),
  };
}

function rulesOf(check: Check, path: string): StringRules {
  switch (check.check) {
    case 'string_format':
      if (!formats.has(check.format) || !check.pattern)
        return throwNotExpressible(path, `the string format ${check.format}`);
      return { patterns: [portableRegex(check.pattern, path)], uncheckedRules: [] };
    case 'min_length':
      return lengthRules(path, check.minimum);
    case 'max_length':
      return lengthRules(path, 0, check.maximum);
    case 'length_equals':
      return lengthRules(path, check.length, check.length);
    default:
      return throwNotExpressible(path, `the string check ${check.check}`);
  }
}

/** Pact counts code points, the schema counts UTF-16 code units. */
function lengthRules(path: string, min: number, max?: number): StringRules {
  const atLeast = min > MAX_REPETITIONS ? [uncheckedRule(path, `at least ${min} characters long`)] : [];
  const atMost =
    max === undefined ? [] : [uncheckedRule(path, `at most ${max} characters long, counted in UTF-16 code units`)];
  const upperBound = max === undefined || max > MAX_REPETITIONS ? '' : max;
  const pattern = `^[\\s\\S]{${Math.min(min, MAX_REPETITIONS)},${upperBound}}$`;
  return { patterns: [pattern], uncheckedRules: [...atLeast, ...atMost] };
}
