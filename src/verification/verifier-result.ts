import { z } from 'zod';
import { ContractError } from '../config/errors.ts';

/** One mismatch, as the verifier reports it. */
export const RawMismatch = z.looseObject({
  type: z.string().optional(),
  path: z.string().optional(),
  key: z.string().optional(),
  expected: z.unknown().optional(),
  actual: z.unknown().optional(),
  mismatch: z.string().optional(),
});
export type RawMismatch = z.infer<typeof RawMismatch>;

/** One interaction that failed. */
const Failure = z.object({
  /** A sentence that ends with the description. */
  interaction: z.string(),
  mismatch: z.looseObject({
    type: z.string().optional(),
    interactionId: z.string().nullish(),
    mismatches: z.array(RawMismatch).optional(),
    message: z.string().optional(),
  }),
});
export type Failure = z.infer<typeof Failure>;

const InteractionResult = z.object({
  interactionId: z.string().nullish(),
  description: z.string(),
  result: z.string(),
});

const VerifierResult = z.object({
  result: z.boolean(),
  errors: z.array(Failure),
  pendingErrors: z.array(Failure),
  interactionResults: z.array(InteractionResult),
});
export type VerifierResult = z.infer<typeof VerifierResult>;

/**
 * Parses the value that the official verifier resolves to or is rejected with.
 * @throws ContractError VERIFIER_FAILED with the output if it is not a result
 */
export function parseVerifierResult(text: string): VerifierResult {
  try {
    return VerifierResult.parse(JSON.parse(text));
  } catch (cause) {
    throw new ContractError('VERIFIER_FAILED', text.slice(0, 500), { cause });
  }
}
