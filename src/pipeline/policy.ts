import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { BackpressureLevel } from '../contracts/backpressure-level.ts';
import { RateAdjustment } from '../contracts/rate-adjustment.ts';

/** The share of the full rate, 0 (pause) … 1 (full rate), that answers each level. */
export type Policy = Readonly<Record<BackpressureLevel, number>>;

const Policy = z.record(BackpressureLevel, RateAdjustment.shape.scale);

/**
 * The policy, when every level has a scale that a RateAdjustment may carry.
 * @throws ContractError POLICY_INVALID naming every level that is wrong
 */
export function checkedPolicy(policy: Policy): Policy {
  const parsed = Policy.safeParse(policy);
  if (!parsed.success) throw new ContractError('POLICY_INVALID', z.prettifyError(parsed.error));
  return parsed.data;
}
