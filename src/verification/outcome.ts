import { ContractError, type ErrorCode } from '../config/errors.ts';
import type { ProviderKind } from '../provider/provider-under-test.ts';
import type { Mismatch } from './mismatch.ts';

/** The provider that was verified. */
export interface VerifiedProvider {
  readonly kind: ProviderKind;
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
  /** Of a usage interaction: optional uses that this version lacks; the consumer's code handles that. */
  readonly missingOptionalUses?: readonly string[];
  /** The message as the provider wrote it, and the line of its code that did, where that is known. */
  readonly written?: { readonly at: string; readonly text: string };
}

export interface VerifiedPact {
  readonly url: string;
  readonly consumer: string;
  /** The consumer version whose code was read; used for a pact file, which names no version. */
  readonly readFrom?: string;
  /** What the consumer requires of the provider, as PEP 440 writes it. */
  readonly requirement?: string | undefined;
  readonly consumerVersions: readonly string[];
  readonly pending: boolean;
  readonly success: boolean;
  readonly interactions: readonly VerifiedInteraction[];
  /** Lines of the consumer's code that read the messages, where the pact names them. */
  readonly readAt: readonly string[];
  /** The broker's notices about this pact and this result. */
  readonly notices: readonly string[];
}

/** A reason why the result of the verification is not reliable. */
export interface ResultProblem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** The outcome of a verification. */
export interface Outcome {
  readonly provider: VerifiedProvider;
  /** 0: every pact is satisfied (and the result recorded, if it is published), 1: a pact is not satisfied, 2: undetermined. */
  readonly exitCode: 0 | 1 | 2;
  /** Whether publishing the result was requested. */
  readonly shouldPublish: boolean;
  readonly pacts: readonly VerifiedPact[];
  readonly problems: readonly ResultProblem[];
  /** Public names that consumers import and this provider lacks; in core's pact `core_version_imports` requests them. */
  readonly missingNames: readonly string[];
  /** The whole output of the official verifier. */
  readonly output: string;
}

/** A problem with the message and hint of an error of the catalogue. */
export function createProblem(code: ErrorCode, subject: string): ResultProblem {
  const { message, hint } = new ContractError(code, subject);
  return { code, message, hint };
}

/** 2 if there is a problem, even beside a failed interaction. Failures of pending pacts are ignored. */
export function exitCodeOf({ pacts, problems }: Pick<Outcome, 'pacts' | 'problems'>): 0 | 1 | 2 {
  if (problems.length > 0) return 2;
  const broken = pacts.some(({ interactions }) => interactions.some(({ success, pending }) => !success && !pending));
  return broken ? 1 : 0;
}
