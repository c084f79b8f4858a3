import type { z } from 'zod';
import { limit } from './limit.ts';
import { portableRegex } from './portable-regex.ts';
import { refuse } from './refusal.ts';

type Check = z.core.$ZodChecks['_zod']['def'];

/** The rules of a schema beyond the type: patterns that Pact can check, and sentences for what it cannot. */
export interface StringRules {
  readonly patterns: readonly string[];
  readonly limits: readonly string[];
}

/** The formats of zod that are nothing but a pattern. */
const patternFormats = ['regex', 'lowercase', 'uppercase', 'starts_with', 'ends_with', 'includes'];
const namedFormats = ['email', 'uuid', 'guid', 'datetime', 'date', 'time', 'duration', 'ulid', 'cuid2', 'e164'];
const formats = new Set([...patternFormats, ...namedFormats]);

/** Not every engine accepts longer repetitions. What Pact counts are code points, what the schema counts UTF-16 units. */
const longest = 1000;

/** @throws ContractError NOT_EXPRESSIBLE for anything but a pattern or a length, with its name */
export function stringRules(def: z.core.$ZodStringDef, path: string): StringRules {
  const own = 'format' in def ? [def as unknown as Check] : [];
  const checks = [...own, ...(def.checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def)];
  const rules = checks.map((check) => rulesOf(check, path));
  return { patterns: rules.flatMap(({ patterns }) => patterns), limits: rules.flatMap(({ limits }) => limits) };
}

function rulesOf(check: Check, path: string): StringRules {
  switch (check.check) {
    case 'string_format':
      if (!formats.has(check.format) || !check.pattern) return refuse(path, `the string format ${check.format}`);
      return { patterns: [portableRegex(check.pattern, path)], limits: [] };
    case 'min_length':
      return lengthRules(path, check.minimum);
    case 'max_length':
      return lengthRules(path, 0, check.maximum);
    case 'length_equals':
      return lengthRules(path, check.length, check.length);
    default:
      return refuse(path, `the string check ${check.check}`);
  }
}

function lengthRules(path: string, min: number, max?: number): StringRules {
  const atLeast = min > longest ? [limit(path, `at least ${min} characters long`)] : [];
  const atMost = max === undefined ? [] : [limit(path, `at most ${max} characters long, an emoji counting as two`)];
  const most = max === undefined || max > longest ? '' : max;
  const pattern = `^[\\s\\S]{${Math.min(min, longest)},${most}}$`;
  return { patterns: [pattern], limits: [...atLeast, ...atMost] };
}
