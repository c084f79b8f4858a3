import { z } from 'zod';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError } from '../config/errors.ts';

const Side = z.object({
  name: z.string(),
  version: z.object({ number: z.string(), branch: z.string().nullish() }).nullish(),
});

const href = z.object({ self: z.object({ href: z.string() }).optional() }).optional();

const Row = z.object({
  consumer: Side,
  provider: Side,
  verificationResult: z.object({ success: z.boolean(), _links: href }).nullish(),
  ignored: z.boolean().optional(),
});

const Summary = z.object({
  /** true: yes, false: no, null: unknown. */
  deployable: z.boolean().nullable(),
  reason: z.string(),
  success: z.int(),
  failed: z.int(),
  unknown: z.int(),
  ignored: z.int().optional(),
});
export type Summary = z.infer<typeof Summary>;

const MatrixAnswer = z.object({
  summary: Summary,
  notices: z.array(z.object({ type: z.string(), text: z.string() })).default([]),
  matrix: z.array(Row),
});
export type MatrixAnswer = z.infer<typeof MatrixAnswer>;

/**
 * Parses the response to a matrix query.
 * @param url where it came from
 * @throws ContractError BROKER_NOT_HAL when it is not one: an unreadable response is never a yes
 */
export function readMatrix(answer: Hal, url: string): MatrixAnswer {
  const parsed = MatrixAnswer.safeParse(answer);
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', `${url}/matrix`, { cause: parsed.error });
  return parsed.data;
}
