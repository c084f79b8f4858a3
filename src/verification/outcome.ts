import { ContractError, type ErrorCode } from '../config/errors.ts';
import type { Mismatch } from './mismatch.ts';

/** The core that was verified. */
export interface VerifiedCore {
  readonly source: 'reference' | 'python';
  readonly name: string;
  readonly version: string;
  /** Where it comes from. */
  readonly origin: string;
}

export interface VerifiedInteraction {
  readonly description: string;
  readonly success: boolean;
  /** It may fail without breaking the contract. */
  readonly pending: boolean;
  readonly mismatches: readonly Mismatch[];
}

export interface VerifiedPact {
  readonly url: string;
  readonly consumer: string;
  readonly consumerVersions: readonly string[];
  readonly pending: boolean;
  readonly success: boolean;
  readonly interactions: readonly VerifiedInteraction[];
  /** The broker's sentences about this pact and this result. */
  readonly notices: readonly string[];
}

/** Why it cannot be told what the verification was worth. */
export interface Doubt {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** How a verification ended. */
export interface Outcome {
  readonly core: VerifiedCore;
  /** 0: every pact is kept (and the result recorded, when published), 1: the contract is broken, 2: it cannot be told. */
  readonly exitCode: 0 | 1 | 2;
  /** Whether the result was to be published. */
  readonly published: boolean;
  readonly pacts: readonly VerifiedPact[];
  readonly doubts: readonly Doubt[];
  /** Public names that the pipeline imports and this core lacks. No pact can say so. */
  readonly missingNames: readonly string[];
  /** All that the official verifier printed. */
  readonly output: string;
}

/** A doubt in the words of the error catalogue. */
export function doubt(code: ErrorCode, subject: string): Doubt {
  const { message, hint } = new ContractError(code, subject);
  return { code, message, hint };
}

/** A doubt outweighs a broken contract, for then the result is not proven either way; what is pending breaks nothing. */
export function exitCodeOf({ pacts, doubts }: Pick<Outcome, 'pacts' | 'doubts'>): 0 | 1 | 2 {
  if (doubts.length > 0) return 2;
  const broken = pacts.some(({ interactions }) => interactions.some(({ success, pending }) => !success && !pending));
  return broken ? 1 : 0;
}
