import type { z } from 'zod';
import { throwNotExpressible, uncheckedRule } from './message-part.ts';

/** The rules of a number's schema: Pact can check that it is an integer, and nothing else. */
export interface NumberRules {
  readonly integer: boolean;
  readonly uncheckedRules: readonly string[];
}

type Check = z.core.$ZodChecks['_zod']['def'];

/** The formats of zod and their ranges. That of `safeint` is not written into the pact: JSON numbers beyond it are not exact. */
const formats: Readonly<Record<string, { readonly integer: boolean; readonly range?: string }>> = {
  safeint: { integer: true },
  int32: { integer: true, range: 'from -2147483648 to 2147483647' },
  uint32: { integer: true, range: 'from 0 to 4294967295' },
  float32: { integer: false, range: 'in the range of a 32-bit float' },
  float64: { integer: false },
};

/** @throws ContractError NOT_EXPRESSIBLE for a check that is neither a format nor a range, naming the check */
export function numberRules(def: z.core.$ZodNumberDef, path: string): NumberRules {
  const formatChecks = 'format' in def ? [def as unknown as Check] : [];
  const checks = [...formatChecks, ...(def.checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def)];
  return {
    integer: checks.some((check) => check.check === 'number_format' && formats[check.format]?.integer),
    uncheckedRules: checks.flatMap((check) => uncheckedRulesOf(check, path)),
  };
}

function uncheckedRulesOf(check: Check, path: string): string[] {
  switch (check.check) {
    case 'number_format': {
      const format = formats[check.format] ?? throwNotExpressible(path, `the number format ${check.format}`);
      return format.range ? [uncheckedRule(path, format.range)] : [];
    }
    case 'greater_than':
      return [uncheckedRule(path, `${check.inclusive ? 'at least' : 'greater than'} ${check.value}`)];
    case 'less_than':
      return [uncheckedRule(path, `${check.inclusive ? 'at most' : 'less than'} ${check.value}`)];
    case 'multiple_of':
      return [uncheckedRule(path, `a multiple of ${check.value}`)];
    default:
      return throwNotExpressible(path, `the number check ${check.check}`);
  }
}
