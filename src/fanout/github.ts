import { createAppAuth } from '@octokit/auth-app';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck';
import { authByRepository } from './app-auth.ts';
import { hideTokens } from './hide-tokens.ts';

/** A GitHub App. It is preferred, because its tokens expire after an hour and need no renewal. */
export interface GitHubApp {
  readonly appId: string;
  readonly privateKey: string;
  /** Its installation; by default the one on each repository is looked up. */
  readonly installationId?: string | undefined;
}

/** How to reach GitHub, github.com or an Enterprise Server. */
export interface GitHubAccess {
  /** Base URL of the API, without a trailing slash. */
  readonly url: string;
  /** A personal access token, fine-grained or classic, or an installation's. */
  readonly token?: string | undefined;
  /** Goes before `token`. */
  readonly app?: GitHubApp | undefined;
}

export interface GitHubPace {
  /** Milliseconds that a second of waiting takes; only tests have a shorter one. */
  readonly secondMs?: number;
  /** The time limit of one request. */
  readonly timeoutMs?: number;
  /** Called before every wait that GitHub requests. */
  readonly tell?: (line: string) => void;
}

/** Octokit, as this project uses it. */
export type GitHub = Octokit;

const PatientOctokit = Octokit.plugin(limitsByHeader, retry, throttling);
/** The API's version under which `return_run_details` is known, and which GitHub answers at least until March 2028. */
const apiVersion = '2022-11-28';
/** A longer wait, in seconds, is reported as an error. */
const longestWait = 300;

/**
 * Connects to GitHub. Failed reads are retried (three times); rate limits are respected: a second between
 * two writes, three where they notify people, which stays below GitHub's 80 a minute, and what GitHub itself asks for.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function connectGitHub(
  access: GitHubAccess,
  { secondMs = 1000, timeoutMs = 30_000, tell }: GitHubPace = {},
): GitHub {
  const wait = (kind: string) => (seconds: number, _: unknown, __: unknown, retryCount: number) => {
    const waits = seconds <= longestWait && retryCount < 3;
    if (waits) tell?.(`GitHub's ${kind} is reached; waiting ${seconds} s`);
    return waits;
  };
  const octokit = new PatientOctokit({
    ...credentials(access),
    baseUrl: access.url,
    userAgent: 'market-data-contracts',
    log: silent,
    request: { fetch: wholeAnswers(timeoutMs), log: silent },
    retry: { doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451], retryAfterBaseValue: secondMs },
    throttle: {
      retryAfterBaseValue: secondMs,
      onRateLimit: wait('rate limit'),
      onSecondaryRateLimit: wait('secondary rate limit'),
      write: new Bottleneck.Group({ maxConcurrent: 1, minTime: secondMs }),
      notifications: new Bottleneck.Group({ maxConcurrent: 1, minTime: 3 * secondMs }),
    },
  });
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = apiVersion;
  });
  octokit.hook.error('request', (error) => {
    error.message = hideTokens(error.message, access.token);
    throw error;
  });
  return octokit;
}

/** A rate limit is also recognized by its header: the throttling plugin, which runs after this one, only looks at GitHub's message. */
function limitsByHeader({ hook }: Pick<Octokit, 'hook'>): void {
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

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** A truncated response is an error here, as is one that takes too long; Octokit itself would accept it as complete. */
function wholeAnswers(timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const body = await answer.arrayBuffer();
    return new Response(body.byteLength > 0 ? body : null, answer);
  };
}
