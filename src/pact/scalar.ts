import type { z } from 'zod';
import * as match from './matchers.ts';
import { numberRules } from './number-rules.ts';
import { literalPattern } from './portable-regex.ts';
import { refuse } from './refusal.ts';
import { stringRules } from './string-rules.ts';

/** The matcher of a scalar value, and the rules of the schema beyond it. */
export interface Scalar {
  readonly template: match.Template;
  readonly limits: readonly string[];
}

/**
 * @param example the parsed value of the example
 * @param pinned whether it must equal the example
 * @throws ContractError NOT_EXPRESSIBLE naming the kind of schema, and the path
 */
export function scalar(schema: z.core.$ZodTypes, example: unknown, path: string, pinned: boolean): Scalar {
  const { def } = schema._zod;
  switch (def.type) {
    case 'number':
      return numberScalar(def, example as number, path, pinned);
    case 'string':
      return pinned ? exactly(match.equal(example as string)) : stringScalar(def, example as string, path);
    case 'boolean':
      return exactly(pinned ? match.equal(example as boolean) : match.sameType(example as boolean));
    case 'enum':
      return oneOf(Object.values(def.entries), example, path, pinned);
    case 'literal':
      return oneOf(def.values, example, path, pinned);
    case 'null':
      return exactly(match.nothing());
    default:
      return refuse(
        path,
        `a schema of the kind ${def.type === 'pipe' ? 'pipe (transform, preprocess, codec)' : def.type}`,
      );
  }
}

function exactly(template: match.Template): Scalar {
  return { template, limits: [] };
}

function numberScalar(def: z.core.$ZodNumberDef, example: number, path: string, pinned: boolean): Scalar {
  const { integer, limits } = numberRules(def, path);
  if (pinned) return exactly(integer ? match.equal(example) : match.equalNumber(example));
  return { template: integer ? match.integer(example) : match.number(example), limits };
}

function stringScalar(def: z.core.$ZodStringDef, example: string, path: string): Scalar {
  const { patterns, limits } = stringRules(def, path);
  return { template: patterns.length > 0 ? match.fitting(patterns, example) : match.sameType(example), limits };
}

/** One value alone is equality; several strings are a pattern, as Pact has no rule for one of several values. */
function oneOf(values: readonly unknown[], example: unknown, path: string, pinned: boolean): Scalar {
  if (pinned || values.length === 1) return exactly(alone(example, path));
  if (!values.every((value) => typeof value === 'string')) refuse(path, 'a choice of values that are not all strings');
  return exactly(match.fitting([`^(${values.map(literalPattern).join('|')})$`], example as string));
}

function alone(value: unknown, path: string): match.Template {
  if (value === null) return match.nothing();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return match.equal(value);
  return refuse(path, `the literal ${String(value)}`);
}
