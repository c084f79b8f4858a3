import { setTimeout as delay } from 'node:timers/promises';
import { type HttpRequest, type HttpResponse, sendRequest } from './http.ts';
import { type Exchange, normalise } from './normalise.ts';
import { fillPlaceholders, UnfilledPlaceholderError, valueAt } from './placeholders.ts';
import { readBody } from './read-body.ts';
import type { Receiver } from './receiver.ts';
import { basic, type Scenario, type Step, writer } from './scenario.ts';

/** A broker to run scenarios against. */
export interface Target {
  /** Base URL, without a trailing slash; webhooks may call http on 127.0.0.1, and their responses are shown. */
  readonly url: string;
  /** The same broker with basic authentication (users scribe:quill and reader:lens), and no whitelist of webhook hosts. */
  readonly authUrl?: string | undefined;
}

/** How long a step with `until` repeats its request. The official broker waits five seconds before it calls a webhook. */
const RETRY_FOR_MS = 20_000;

/** Runs a scenario; returns comparable responses. A step with an unfilled placeholder is not sent, and gets a special status. */
export async function runScenario(target: Target, scenario: Scenario, receiver: Receiver): Promise<Exchange[]> {
  const base = urlFor(target, scenario);
  const saved = new Map([['receiver', receiver.url]]);
  const run = { base, receiver: receiver.url, saved, results: [] };
  const exchanges: Exchange[] = [];
  for (const step of scenario.steps) exchanges.push(await runStep(scenario, step, run));
  return exchanges;
}

/** The base URL of the broker for the scenario. */
export function urlFor(target: Target, { needs = [] }: Scenario): string {
  const url = needs.includes('auth') ? target.authUrl : target.url;
  if (!url) throw new Error('this scenario needs a broker with authentication');
  return url;
}

/** The authorization of a user with all rights. */
export function adminHeaders({ needs = [] }: Scenario): Record<string, string> {
  return needs.includes('auth') ? { authorization: basic(writer) } : {};
}

interface ScenarioState {
  readonly base: string;
  readonly receiver: string;
  readonly saved: Map<string, string>;
  readonly results: string[];
}

async function runStep(scenario: Scenario, step: Step, run: ScenarioState): Promise<Exchange> {
  try {
    const { base, request } = prepareRequest(step, run);
    if (step.concurrent) return await sendConcurrently(step, base, request);
    const answer = await sendUntil(step, base, request);
    for (const [name, path] of Object.entries(step.save ?? {}))
      saveValue(run.saved, name, valueInResponse(answer, path));
    return normalise(answer, scenario, step, run);
  } catch (error) {
    if (!(error instanceof UnfilledPlaceholderError)) throw error;
    return { step: step.name, request: `${step.method} ${step.path}`, status: `not asked: no ${error.message}` };
  }
}

/** Fills the step's placeholders. A saved link is absolute; of links to this broker only path and query are used. */
function prepareRequest(step: Step, { base, saved }: ScenarioState): { base: string; request: HttpRequest } {
  const filled = fillPlaceholders(step.path, saved);
  const own = filled.startsWith(base) ? filled.slice(base.length) || '/' : filled;
  const elsewhere = /^http:/.test(own) ? new URL(own) : undefined;
  const headers = Object.fromEntries(
    Object.entries(step.headers).map(([name, value]) => [name, fillPlaceholders(value, saved)]),
  );
  const body = step.body === undefined || typeof step.body === 'string' ? step.body : JSON.stringify(step.body);
  const request = {
    method: step.method,
    path: elsewhere ? elsewhere.pathname + elsewhere.search : own,
    headers,
    body: body === undefined ? undefined : fillPlaceholders(body, saved),
  };
  return { base: elsewhere?.origin ?? base, request };
}

async function sendUntil(step: Step, base: string, request: HttpRequest): Promise<HttpResponse> {
  const until = Date.now() + RETRY_FOR_MS;
  for (;;) {
    const answer = await sendRequest(base, request);
    if (!step.until || valueInResponse(answer, step.until.at) === step.until.is || Date.now() > until) return answer;
    await delay(100);
  }
}

function valueInResponse(answer: HttpResponse, path: string): unknown {
  return path.startsWith('headers.') ? answer.headers[path.slice('headers.'.length)] : valueAt(readBody(answer), path);
}

function saveValue(saved: Map<string, string>, name: string, value: unknown): void {
  if (value !== undefined && value !== null) saved.set(name, String(value));
}

async function sendConcurrently(step: Step, base: string, request: HttpRequest): Promise<Exchange> {
  const answers = await Promise.all(Array.from({ length: step.concurrent ?? 1 }, () => sendRequest(base, request)));
  const statuses = [...new Set(answers.map(({ status }) => status))].sort().join(' and ');
  return { step: step.name, request: `${step.method} ${step.path}`, status: statuses };
}
