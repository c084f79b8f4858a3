import { answersErrors } from './errors/answers-errors.ts';
import { brokerErrors } from './errors/broker-errors.ts';
import { commandErrors } from './errors/command-errors.ts';
import { coreErrors } from './errors/core-errors.ts';
import type { ErrorEntry, ExitCode } from './errors/entry.ts';
import { gitHubErrors } from './errors/github-errors.ts';
import { pactErrors } from './errors/pact-errors.ts';
import { pythonErrors } from './errors/python-errors.ts';
import { usageErrors } from './errors/usage-errors.ts';
import { wireErrors } from './errors/wire-errors.ts';

/** Every expected error, by topic in `errors/`. Their subjects contain no secret: pass URLs through `withoutCredentials`. */
const catalogue = {
  ...commandErrors,
  ...pactErrors,
  ...brokerErrors,
  ...coreErrors,
  ...answersErrors,
  ...pythonErrors,
  ...wireErrors,
  ...usageErrors,
  ...gitHubErrors,
};

export type ErrorCode = keyof typeof catalogue;

/** An error with a code, a subject and a next step; `exitCode` is that of the command. */
export class ContractError extends Error {
  readonly code: ErrorCode;
  readonly subject: string;
  readonly hint: string;
  readonly exitCode: ExitCode;

  constructor(code: ErrorCode, subject: string, options: { cause?: unknown } = {}) {
    const entry: ErrorEntry = catalogue[code];
    super(entry.message(subject), options);
    this.name = 'ContractError';
    this.code = code;
    this.subject = subject;
    this.hint = entry.hint;
    this.exitCode = entry.exit;
  }
}

/**
 * The text without the user name, password or token of every URL in it, for messages and logs. A password may contain a slash, although
 * the URL is then invalid: what follows the first colon is not a port.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/\/\/[^/\s]*@/g, '//')
    .replace(/\/\/[^/\s@:]*:(?!\d+(?:[/\s]|$))[^\s@]*@/g, '//')
    .replace(/(\b(?:password|(?:access_)?token)=)[^&\s]*/gi, '$1********');
}
