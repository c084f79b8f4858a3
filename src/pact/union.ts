import { z } from 'zod';
import { type DerivePart, type MessagePart, throwNotExpressible } from './message-part.ts';

/**
 * A union. Pact has no rule for alternatives of different form: of a discriminated union the pact states the branch that the example shows. A
 * union of strings is `stringChoice`.
 */
export function unionPart(def: z.core.$ZodUnionDef, example: unknown, path: string, derive: DerivePart): MessagePart {
  if (!('discriminator' in def)) return throwNotExpressible(path, 'a schema of the kind union');
  const branch = def.options.find((option) => z.core.safeParse(option, example).success);
  return branch ? derive(branch, example, path) : throwNotExpressible(path, 'a branch that the example does not show');
}

/** The strings that a union of literals and enums allows; undefined for any other schema. */
export function stringChoice(schema: z.core.$ZodType): readonly string[] | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.checks?.length) return undefined;
  const values = valuesOf(def);
  return values?.every((value) => typeof value === 'string') ? values : undefined;
}

function valuesOf(def: z.core.$ZodTypes['_zod']['def']): readonly unknown[] | undefined {
  switch (def.type) {
    case 'literal':
      return def.values;
    case 'enum':
      return Object.values(def.entries);
    case 'union': {
      const choices = def.options.map(stringChoice);
      return choices.includes(undefined) ? undefined : choices.flatMap((choice) => choice ?? []);
    }
    default:
      return undefined;
  }
}
