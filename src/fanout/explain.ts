import { ContractError, type ErrorCode } from '../config/errors.ts';
import { type Failure, failureOf, limited } from './failure.ts';

/**
 * Explains GitHub's response: its meaning and the next step. `what` is what was asked, e.g. "starting contracts.yml in o/r";
 * `notThere` is what a 404 means for it. Octokit's own error is not set as the cause, because it contains the whole exchange.
 */
export function explain(error: unknown, what: string, notThere: ErrorCode = 'GITHUB_NOT_FOUND'): ContractError {
  if (error instanceof ContractError) return error;
  const failure = failureOf(error);
  if (!failure) throw error;
  const [code, words] = failure.status === 404 ? ([notThere, ''] as const) : meaning(failure);
  return new ContractError(code, words ? `${what} (${words})` : what);
}

/** True when a retry may succeed. */
export function isTransient({ code }: ContractError): boolean {
  return isOutcomeUnknown({ code }) || code === 'GITHUB_UNREACHABLE' || code === 'GITHUB_RATE_LIMITED';
}

/** True when it is unknown whether GitHub executed the request. */
export function isOutcomeUnknown({ code }: Pick<ContractError, 'code'>): boolean {
  return code === 'GITHUB_TIMEOUT' || code === 'GITHUB_FAILED' || code === 'GITHUB_RESPONSE_INVALID';
}

function meaning(failure: Failure): readonly [code: ErrorCode, words: string] {
  const { status, words, sent } = failure;
  if (status === undefined) return [sent ? 'GITHUB_TIMEOUT' : 'GITHUB_UNREACHABLE', words];
  if (limited(failure)) return ['GITHUB_RATE_LIMITED', untilWhen(failure)];
  if (status >= 500 || status === 408) return ['GITHUB_FAILED', `${status}: ${words}`];
  if (status === 401) return ['GITHUB_UNAUTHORIZED', words];
  if (status === 403) return ['GITHUB_FORBIDDEN', missing(failure)];
  return status === 422 ? unprocessable(words) : ['GITHUB_REFUSED', `${status}: ${words}`];
}

/** GitHub's messages for a workflow that it does not start. */
function unprocessable(words: string): [code: ErrorCode, words: string] {
  if (/no ref found/i.test(words)) return ['WORKFLOW_REF_UNKNOWN', words];
  if (/disabled workflow/i.test(words)) return ['WORKFLOW_DISABLED', words];
  if (/'workflow_dispatch' trigger/.test(words)) return ['WORKFLOW_NOT_DISPATCHABLE', words];
  if (/\binputs?\b/i.test(words)) return ['WORKFLOW_INPUT_REFUSED', words];
  return ['GITHUB_REFUSED', `422: ${words}`];
}

/** What a 403 requires: single sign-on, permissions of a fine-grained token or an App, or scopes of a classic token. */
function missing({ headers, words }: Failure): string {
  const permissions = headers['x-accepted-github-permissions'];
  const scopes = headers['x-oauth-scopes'] === undefined ? undefined : headers['x-accepted-oauth-scopes'];
  if (headers['x-github-sso']) return "the token must first be authorised for the organisation's single sign-on";
  if (permissions && !scopes) return `${words}; it needs ${permissionWords(permissions)}`;
  return scopes ? `${words}; a classic token needs the scope ${scopes.split(/, */).join(' or ')}` : words;
}

/** `contents=write,workflows=write; administration=write` → "Contents: write and Workflows: write, or Administration: write". */
function permissionWords(header: string): string {
  const one = (permission: string) => {
    const [name = '', level = ''] = permission.trim().split('=');
    return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}: ${level}`;
  };
  const all = (permissions: string) => permissions.split(',').map(one).join(' and ');
  return header.split(';').map(all).join(', or ');
}

function untilWhen({ headers }: Failure): string {
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] === '0' && reset) {
    return `the hour's requests are used up until ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC`;
  }
  return headers['retry-after'] ? `not before ${headers['retry-after']} s` : 'too many requests at once';
}
