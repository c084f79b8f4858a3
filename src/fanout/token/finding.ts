import type { ContractError } from '../../config/errors.ts';
import { isTransient } from '../github-error.ts';

/** The result of checking one requirement of a token. */
export interface Finding {
  /** A repository, or `expiry`. */
  readonly subject: string;
  /** Null: it could not be determined. */
  readonly passed: boolean | null;
  readonly text: string;
  readonly hint?: string;
}

/** The finding for an error: unknown when a retry may succeed. */
export function failedFinding(subject: string, error: ContractError): Finding {
  return { subject, passed: isTransient(error) ? null : false, text: error.message, hint: error.hint };
}

/** 0: no problem. 1: something is missing, or the token expires soon. 2: something could not be determined. */
export function tokenExitCode(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ passed }) => passed === false)) return 1;
  return findings.some(({ passed }) => passed === null) ? 2 : 0;
}
