import type { ContractError } from '../../config/errors.ts';
import { isTransient } from '../explain.ts';

/** One requirement of a token. */
export interface Finding {
  /** Its subject: a repository, or `expiry`. */
  readonly subject: string;
  /** Null: it could not be determined. */
  readonly good: boolean | null;
  readonly text: string;
  readonly next?: string;
}

export function badFinding(subject: string, error: ContractError): Finding {
  return { subject, good: isTransient(error) ? null : false, text: error.message, next: error.hint };
}

/** 0: no problem. 1: something is missing, or the token expires soon. 2: something could not be determined. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ good }) => good === false)) return 1;
  return findings.some(({ good }) => good === null) ? 2 : 0;
}
