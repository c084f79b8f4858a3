import type { z } from 'zod';
import { limit } from './limit.ts';
import { refuse } from './refusal.ts';

/** Whether it is an integer, and what else the schema says, which Pact cannot check. */
export interface NumberRules {
  readonly integer: boolean;
  readonly limits: readonly string[];
}

type Check = z.core.$ZodChecks['_zod']['def'];

/** The formats of zod and their bounds. The bounds of `safeint` are not reported: beyond them JSON numbers are not exact. */
const formats: Readonly<Record<string, { readonly integer: boolean; readonly range?: string }>> = {
  safeint: { integer: true },
  int32: { integer: true, range: 'from -2147483648 to 2147483647' },
  uint32: { integer: true, range: 'from 0 to 4294967295' },
  float32: { integer: false, range: 'in the range of a 32-bit float' },
  float64: { integer: false },
};

/** @throws ContractError NOT_EXPRESSIBLE for anything but a format or a range, with its name */
export function numberRules(def: z.core.$ZodNumberDef, path: string): NumberRules {
  const own = 'format' in def ? [def as unknown as Check] : [];
  const checks = [...own, ...(def.checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def)];
  return {
    integer: checks.some((check) => check.check === 'number_format' && formats[check.format]?.integer),
    limits: checks.flatMap((check) => limitsOf(check, path)),
  };
}

function limitsOf(check: Check, path: string): string[] {
  switch (check.check) {
    case 'number_format': {
      const format = formats[check.format] ?? refuse(path, `the number format ${check.format}`);
      return format.range ? [limit(path, format.range)] : [];
    }
    case 'greater_than':
      return [limit(path, `${check.inclusive ? 'at least' : 'greater than'} ${check.value}`)];
    case 'less_than':
      return [limit(path, `${check.inclusive ? 'at most' : 'less than'} ${check.value}`)];
    case 'multiple_of':
      return [limit(path, `a multiple of ${check.value}`)];
    default:
      return refuse(path, `the number check ${check.check}`);
  }
}
