import { z } from 'zod';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError } from '../config/errors.ts';

const Pacticipant = z.object({
  name: z.string(),
  version: z.object({ number: z.string(), branch: z.string().nullish() }).nullish(),
});

const href = z.object({ self: z.object({ href: z.string() }).optional() }).optional();

const Row = z.object({
  consumer: Pacticipant,
  provider: Pacticipant,
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

const MatrixResponse = z.object({
  summary: Summary,
  notices: z.array(z.object({ type: z.string(), text: z.string() })).default([]),
  matrix: z.array(Row),
});
export type MatrixResponse = z.infer<typeof MatrixResponse>;

/**
 * Parses the response to a matrix query.
 * @param url the broker's URL, for errors
 * @throws ContractError BROKER_NOT_HAL if it has another format: such a response must not be taken for a yes
 */
export function parseMatrix(answer: Hal, url: string): MatrixResponse {
  const parsed = MatrixResponse.safeParse(answer);
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', `${url}/matrix`, { cause: parsed.error });
  return parsed.data;
}
