import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { BackpressureLevel } from '../contracts/backpressure-level.ts';
import { RateAdjustment } from '../contracts/rate-adjustment.ts';

/** The share of the full rate for each level, from 0 (pause) to 1 (full rate). */
export type Policy = Readonly<Record<BackpressureLevel, number>>;

const Policy = z.record(BackpressureLevel, RateAdjustment.shape.scale);

/**
 * Checks that every level has a scale that a RateAdjustment accepts.
 * @throws ContractError POLICY_INVALID naming every invalid level
 */
export function validatePolicy(policy: Policy): Policy {
  const parsed = Policy.safeParse(policy);
  if (!parsed.success) throw new ContractError('POLICY_INVALID', z.prettifyError(parsed.error));
  return parsed.data;
}

/**
 * Parses a policy written as `ok=1,soft=0.7,hard=0`.
 * @throws ContractError POLICY_INVALID unless every level has one scale from 0 to 1
 */
export function parsePolicy(text: string): Policy {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const isPair = pairs.every(([level, scale, ...rest]) => level && scale && rest.length === 0);
  const policy = Object.fromEntries(pairs.map(([level, scale]) => [level, Number(scale)]));
  if (!isPair || Object.keys(policy).length !== pairs.length) throw new ContractError('POLICY_INVALID', text);
  return validatePolicy(policy as Policy);
}
