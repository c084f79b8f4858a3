import { ContractError, type ErrorCode } from '../config/errors.ts';
import type { Mismatch } from './mismatch.ts';

/** The provider that was verified. */
export interface VerifiedProvider {
  readonly kind: 'reference' | 'python';
  readonly name: string;
  readonly version: string;
  /** Its origin, for a reader. */
  readonly origin: string;
}

export interface VerifiedInteraction {
  readonly description: string;
  readonly success: boolean;
  /** A pending pact may fail without breaking the contract. */
  readonly pending: boolean;
  readonly mismatches: readonly Mismatch[];
  /** The message as the provider wrote it, and the line of its code that did, where that is known. */
  readonly written?: { readonly at: string; readonly text: string };
}

export interface VerifiedPact {
  readonly url: string;
  readonly consumer: string;
  readonly consumerVersions: readonly string[];
  readonly pending: boolean;
  readonly success: boolean;
  readonly interactions: readonly VerifiedInteraction[];
  /** Lines of the consumer's code that read the messages, where the pact names them. */
  readonly readAt: readonly string[];
  /** The broker's sentences about this pact and this result. */
  readonly notices: readonly string[];
}

/** Why the result of the verification cannot be trusted. */
export interface Doubt {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** The outcome of a verification. */
export interface Outcome {
  readonly provider: VerifiedProvider;
  /** 0: every pact is kept (and the result recorded, when published), 1: the contract is broken, 2: it cannot be determined. */
  readonly exitCode: 0 | 1 | 2;
  /** True if the result had to be published. */
  readonly published: boolean;
  readonly pacts: readonly VerifiedPact[];
  readonly doubts: readonly Doubt[];
  /** Public names that consumers import and this provider lacks; in core's pact `core_version_imports` asks for them. */
  readonly missingNames: readonly string[];
  /** The whole output of the official verifier. */
  readonly output: string;
}

/** The error for a doubt. */
export function doubt(code: ErrorCode, subject: string): Doubt {
  const { message, hint } = new ContractError(code, subject);
  return { code, message, hint };
}

/** A doubt outweighs a broken contract, because the result is then not proven either way. A pending pact breaks nothing. */
export function exitCodeOf({ pacts, doubts }: Pick<Outcome, 'pacts' | 'doubts'>): 0 | 1 | 2 {
  if (doubts.length > 0) return 2;
  const broken = pacts.some(({ interactions }) => interactions.some(({ success, pending }) => !success && !pending));
  return broken ? 1 : 0;
}
