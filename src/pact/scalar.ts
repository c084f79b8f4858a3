import type { z } from 'zod';
import * as match from './matchers.ts';
import { throwNotExpressible } from './message-part.ts';
import { numberRules } from './number-rules.ts';
import { literalPattern } from './portable-regex.ts';
import { stringRules } from './string-rules.ts';

/** The matcher of a scalar value, and the rules of its schema that Pact cannot check. */
export interface Scalar {
  readonly template: match.Template;
  readonly uncheckedRules: readonly string[];
}

/**
 * @param example the parsed value of the example
 * @param pinned whether it must equal the example
 * @throws ContractError NOT_EXPRESSIBLE naming the kind of schema, and the path
 */
export function createScalar(schema: z.core.$ZodTypes, example: unknown, path: string, pinned: boolean): Scalar {
  const { def } = schema._zod;
  switch (def.type) {
    case 'number':
      return numberScalar(def, example as number, path, pinned);
    case 'string':
      return pinned ? checkedScalar(match.equal(example as string)) : stringScalar(def, example as string, path);
    case 'boolean':
      return checkedScalar(pinned ? match.equal(example as boolean) : match.sameType(example as boolean));
    case 'enum':
      return enumScalar(Object.values(def.entries), example, path, pinned);
    case 'literal':
      return enumScalar(def.values, example, path, pinned);
    case 'null':
      return checkedScalar(match.nullValue());
    default:
      return throwNotExpressible(path, `a schema of the kind ${def.type}`);
  }
}

/** A scalar all of whose rules Pact checks. */
function checkedScalar(template: match.Template): Scalar {
  return { template, uncheckedRules: [] };
}

function numberScalar(def: z.core.$ZodNumberDef, example: number, path: string, pinned: boolean): Scalar {
  const { integer, uncheckedRules } = numberRules(def, path);
  if (pinned) return checkedScalar(integer ? match.equal(example) : match.equalNumber(example));
  return { template: integer ? match.integer(example) : match.number(example), uncheckedRules };
}

function stringScalar(def: z.core.$ZodStringDef, example: string, path: string): Scalar {
  const { patterns, uncheckedRules } = stringRules(def, path);
  return {
    template: patterns.length > 0 ? match.matchingAll(patterns, example) : match.sameType(example),
    uncheckedRules,
  };
}

/** A single value is matched by equality, several strings by a pattern: Pact has no rule for one of several values. */
export function enumScalar(values: readonly unknown[], example: unknown, path: string, pinned: boolean): Scalar {
  if (pinned || values.length === 1) return checkedScalar(equalTo(example, path));
  if (!values.every((value) => typeof value === 'string'))
    throwNotExpressible(path, 'a choice of values that are not all strings');
  return checkedScalar(match.matchingAll([`^(${values.map(literalPattern).join('|')})$`], example as string));
}

function equalTo(value: unknown, path: string): match.Template {
  if (value === null) return match.nullValue();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return match.equal(value);
  return throwNotExpressible(path, `the literal ${String(value)}`);
}
