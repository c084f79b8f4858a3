import { setTimeout as delay } from 'node:timers/promises';
import { at, EmptyHole, fill } from './holes.ts';
import { type Answer, ask, type Question } from './http.ts';
import { type Exchange, normalise } from './normalise.ts';
import { readBody } from './read-body.ts';
import type { Receiver } from './receiver.ts';
import { basic, type Scenario, type Step, writer } from './scenario.ts';

/** A broker to run scenarios against. */
export interface Target {
  /** Base URL, without a trailing slash; webhooks may call http on 127.0.0.1, and the answers are shown. */
  readonly url: string;
  /** The same broker with basic authentication (users scribe:quill and reader:lens), and no whitelist of webhook hosts. */
  readonly authUrl?: string | undefined;
}

/** How long a step with `until` asks again. The official broker waits five seconds before it calls a webhook. */
const patience = 20_000;

/** Runs a scenario over HTTP; its answers come back comparable. A step whose holes stay empty has the hole as its status. */
export async function runScenario(target: Target, scenario: Scenario, receiver: Receiver): Promise<Exchange[]> {
  const base = urlFor(target, scenario);
  const kept = new Map([['receiver', receiver.url]]);
  const run = { base, receiver: receiver.url, kept, results: [] };
  const exchanges: Exchange[] = [];
  for (const step of scenario.steps) exchanges.push(await runStep(scenario, step, run));
  return exchanges;
}

/** The broker that the scenario runs against. */
export function urlFor(target: Target, { needs = [] }: Scenario): string {
  const url = needs.includes('auth') ? target.authUrl : target.url;
  if (!url) throw new Error('this scenario needs a broker with authentication');
  return url;
}

/** The headers of whoever may do everything there. */
export function adminOf({ needs = [] }: Scenario): Record<string, string> {
  return needs.includes('auth') ? { authorization: basic(writer) } : {};
}

interface Running {
  readonly base: string;
  readonly receiver: string;
  readonly kept: Map<string, string>;
  readonly results: string[];
}

async function runStep(scenario: Scenario, step: Step, run: Running): Promise<Exchange> {
  try {
    const { base, question } = prepare(step, run);
    if (step.times) return await together(step, base, question);
    const answer = await askUntil(step, base, question);
    for (const [name, path] of Object.entries(step.keep ?? {})) keep(run.kept, name, find(answer, path));
    return normalise(answer, scenario, step, run);
  } catch (error) {
    if (!(error instanceof EmptyHole)) throw error;
    return { step: step.name, request: `${step.method} ${step.path}`, status: `not asked: no ${error.message}` };
  }
}

/** Fills the step's holes. A link that was kept is absolute: of this broker's only path and query are used. */
function prepare(step: Step, { base, kept }: Running): { base: string; question: Question } {
  const filled = fill(step.path, kept);
  const own = filled.startsWith(base) ? filled.slice(base.length) || '/' : filled;
  const away = /^http:/.test(own) ? new URL(own) : undefined;
  const headers = Object.fromEntries(Object.entries(step.headers).map(([name, value]) => [name, fill(value, kept)]));
  const body = step.body === undefined || typeof step.body === 'string' ? step.body : JSON.stringify(step.body);
  const question = {
    method: step.method,
    path: away ? away.pathname + away.search : own,
    headers,
    body: body === undefined ? undefined : fill(body, kept),
  };
  return { base: away?.origin ?? base, question };
}

async function askUntil(step: Step, base: string, question: Question): Promise<Answer> {
  const until = Date.now() + patience;
  for (;;) {
    const answer = await ask(base, question);
    if (!step.until || find(answer, step.until.at) === step.until.is || Date.now() > until) return answer;
    await delay(100);
  }
}

function find(answer: Answer, path: string): unknown {
  return path.startsWith('headers.') ? answer.headers[path.slice('headers.'.length)] : at(readBody(answer), path);
}

function keep(kept: Map<string, string>, name: string, value: unknown): void {
  if (value !== undefined && value !== null) kept.set(name, String(value));
}

async function together(step: Step, base: string, question: Question): Promise<Exchange> {
  const answers = await Promise.all(Array.from({ length: step.times ?? 1 }, () => ask(base, question)));
  const statuses = [...new Set(answers.map(({ status }) => status))].sort().join(' and ');
  return { step: step.name, request: `${step.method} ${step.path}`, status: statuses };
}
