import type { ContractError } from '../../config/errors.ts';
import { isTransient } from '../explain.ts';

/** One thing that a token needs. */
export interface Finding {
  /** What it is about: a repository, or `expiry`. */
  readonly subject: string;
  /** Null: it could not be found out. */
  readonly good: boolean | null;
  readonly text: string;
  readonly next?: string;
}

export function badFinding(subject: string, error: ContractError): Finding {
  return { subject, good: isTransient(error) ? null : false, text: error.message, next: error.hint };
}

/** 0: all is well. 1: something is missing, or the token ends soon. 2: something could not be found out. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ good }) => good === false)) return 1;
  return findings.some(({ good }) => good === null) ? 2 : 0;
}
