import { ContractError, type ErrorCode } from '../config/errors.ts';

/**
 * The ContractError for an error of Octokit. `what` names the request, e.g. "starting contracts.yml in o/r"; `notFound` is the code
 * for a 404. Octokit's error is not set as the cause, because it contains the whole exchange. Other errors are rethrown.
 */
export function toContractError(error: unknown, what: string, notFound: ErrorCode = 'GITHUB_NOT_FOUND'): ContractError {
  if (error instanceof ContractError) return error;
  const failed = parseRequestError(error);
  if (!failed) throw error;
  const [code, message] = failed.status === 404 ? ([notFound, ''] as const) : codeAndMessage(failed);
  return new ContractError(code, message ? `${what} (${message})` : what);
}

/** True when a retry may succeed. */
export function isTransient({ code }: ContractError): boolean {
  return isOutcomeUnknown({ code }) || code === 'GITHUB_UNREACHABLE' || code === 'GITHUB_RATE_LIMITED';
}

/** True when it is unknown whether GitHub executed the request. */
export function isOutcomeUnknown({ code }: Pick<ContractError, 'code'>): boolean {
  return code === 'GITHUB_TIMEOUT' || code === 'GITHUB_FAILED' || code === 'GITHUB_RESPONSE_INVALID';
}

/** A failed request: GitHub's response, or the reason why there is none. */
interface RequestError {
  /** Undefined when no response arrived. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** GitHub's message, or that of the connection. */
  readonly message: string;
  /** False when GitHub certainly never received the request. */
  readonly wasSent: boolean;
}

/** Codes of errors before anything is sent: unknown host, connection refused, untrusted certificate. */
const CONNECTION_ERROR =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|^(ERR_SSL|ERR_TLS|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO)/;

/** Parses an error of Octokit; undefined for any other error. */
function parseRequestError(error: unknown): RequestError | undefined {
  if (!(error instanceof Error) || error.name !== 'HttpError') return undefined;
  const { response } = error as { response?: { status: number; headers: Record<string, string> } };
  const code = connectionErrorCode(error);
  const message = error.message
    .replace(/ - https?:\/\/\S+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    status: response?.status,
    headers: response?.headers ?? {},
    message: message || code || 'no response',
    wasSent: code === undefined || !CONNECTION_ERROR.test(code),
  };
}

/** The code of a connection error is in the cause of its cause. */
function connectionErrorCode({ code, cause }: { code?: unknown; cause?: unknown }): string | undefined {
  if (typeof code === 'string') return code;
  return typeof cause === 'object' && cause !== null ? connectionErrorCode(cause) : undefined;
}

function codeAndMessage(error: RequestError): readonly [code: ErrorCode, message: string] {
  const { status, message, wasSent } = error;
  if (status === undefined) return [wasSent ? 'GITHUB_TIMEOUT' : 'GITHUB_UNREACHABLE', message];
  if (isRateLimited(error)) return ['GITHUB_RATE_LIMITED', describeLimit(error)];
  if (status >= 500 || status === 408) return ['GITHUB_FAILED', `${status}: ${message}`];
  if (status === 401) return ['GITHUB_UNAUTHORIZED', message];
  if (status === 403) return ['GITHUB_FORBIDDEN', describeForbidden(error)];
  const workflowCode = status === 422 ? workflowErrorCode(message) : undefined;
  return workflowCode ? [workflowCode, message] : ['GITHUB_REFUSED', `${status}: ${message}`];
}

/** True when GitHub's rate limit is reached; GitHub did not execute the request. */
function isRateLimited({ status, headers, message }: RequestError): boolean {
  if (status === 429) return true;
  const hasLimitHeader = headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
  return status === 403 && (hasLimitHeader || /rate limit/i.test(message));
}

function describeLimit({ headers }: RequestError): string {
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] === '0' && reset)
    return `no requests remain until ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC`;
  return headers['retry-after'] ? `retry after ${headers['retry-after']} s` : 'too many requests at once';
}

/** The code for GitHub's message when it does not start a workflow; undefined for another message. */
function workflowErrorCode(message: string): ErrorCode | undefined {
  if (/no ref found/i.test(message)) return 'WORKFLOW_REF_UNKNOWN';
  if (/disabled workflow/i.test(message)) return 'WORKFLOW_DISABLED';
  if (/'workflow_dispatch' trigger/.test(message)) return 'WORKFLOW_NOT_DISPATCHABLE';
  return /\binputs?\b/i.test(message) ? 'WORKFLOW_INPUT_REFUSED' : undefined;
}

/** What the token lacks: single sign-on, permissions (fine-grained token or App), or scopes (classic token). */
function describeForbidden({ headers, message }: RequestError): string {
  const permissions = headers['x-accepted-github-permissions'];
  const scopes = headers['x-oauth-scopes'] === undefined ? undefined : headers['x-accepted-oauth-scopes'];
  if (headers['x-github-sso']) return "the token must first be authorised for the organisation's single sign-on";
  if (permissions && !scopes) return `${message}; required: ${formatPermissions(permissions)}`;
  return scopes ? `${message}; a classic token requires the scope ${scopes.split(/, */).join(' or ')}` : message;
}

/** `contents=write,workflows=write; administration=write` → "Contents: write and Workflows: write, or Administration: write". */
function formatPermissions(header: string): string {
  const formatOne = (permission: string) => {
    const [name = '', level = ''] = permission.trim().split('=');
    return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}: ${level}`;
  };
  const formatSet = (permissions: string) => permissions.split(',').map(formatOne).join(' and ');
  return header.split(';').map(formatSet).join(', or ');
}
