import { createAppAuth } from '@octokit/auth-app';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck';
import { authByRepository } from './app-auth.ts';
import { type GitHubAccess, TOOL_NAME } from './github-access.ts';
import { redactTokens } from './redact-tokens.ts';

export interface ConnectionOptions {
  /** How long a second of waiting takes, in milliseconds; tests set a shorter time. */
  readonly secondMs?: number;
  /** The time limit of one request. */
  readonly timeoutMs?: number;
  /** Receives a line of text before every wait that GitHub requires. */
  readonly onWait?: (line: string) => void;
}

/** Octokit with retries and rate limits, as `connectGitHub` makes it. */
export type GitHub = Octokit;

const RetryingOctokit = Octokit.plugin(recognizeLimitByHeader, retry, throttling);
/** The version of the API that supports `return_run_details`; GitHub supports it at least until March 2028. */
const API_VERSION = '2022-11-28';
/** A longer wait is an error instead. */
const MAX_WAIT_SECONDS = 300;

/**
 * Connects to GitHub. Failed reads are retried three times. Rate limits are respected: one second between two writes and three between
 * two that notify people, which stays below GitHub's 80 writes a minute, and the waits that GitHub's responses require.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function connectGitHub(
  access: GitHubAccess,
  { secondMs = 1000, timeoutMs = 30_000, onWait }: ConnectionOptions = {},
): GitHub {
  const waitFor = (limit: string) => (seconds: number, _: unknown, __: unknown, retryCount: number) => {
    const canWait = seconds <= MAX_WAIT_SECONDS && retryCount < 3;
    if (canWait) onWait?.(`GitHub's ${limit} is reached; waiting ${seconds} s`);
    return canWait;
  };
  const octokit = new RetryingOctokit({
    ...credentials(access),
    baseUrl: access.url,
    userAgent: TOOL_NAME,
    log: silentLog,
    request: { fetch: fetchCompletely(timeoutMs), log: silentLog },
    retry: { doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451], retryAfterBaseValue: secondMs },
    throttle: {
      retryAfterBaseValue: secondMs,
      onRateLimit: waitFor('rate limit'),
      onSecondaryRateLimit: waitFor('secondary rate limit'),
      write: new Bottleneck.Group({ maxConcurrent: 1, minTime: secondMs }),
      notifications: new Bottleneck.Group({ maxConcurrent: 1, minTime: 3 * secondMs }),
    },
  });
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = API_VERSION;
  });
  octokit.hook.error('request', (error) => {
    error.message = redactTokens(error.message, access.token);
    throw error;
  });
  return octokit;
}

/** Recognizes a rate limit by its header, too: the throttling plugin, which runs after this one, only reads GitHub's message. */
function recognizeLimitByHeader({ hook }: Pick<Octokit, 'hook'>): void {
  hook.error('request', (error) => {
    const { status, response } = error as Error & { status?: number; response?: { headers: Record<string, unknown> } };
    const isLimit = (status === 403 || status === 429) && response?.headers['retry-after'] !== undefined;
    if (isLimit && !/secondary rate/i.test(error.message)) error.message = `secondary rate limit: ${error.message}`;
    throw error;
  });
}

function credentials({ token, app }: GitHubAccess) {
  if (!app) return { auth: token };
  const { appId, privateKey, installationId } = app;
  if (installationId) return { authStrategy: createAppAuth, auth: { appId, privateKey, installationId } };
  return { authStrategy: authByRepository, auth: { appId, privateKey } };
}

const ignore = () => undefined;
const silentLog = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Reads the whole body, so that a truncated or late response is an error; Octokit would accept a truncated one as complete. */
function fetchCompletely(timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const body = await response.arrayBuffer();
    return new Response(body.byteLength > 0 ? body : null, response);
  };
}
