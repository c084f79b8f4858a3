import { fileURLToPath } from 'node:url';
import { type ChildError, PythonChild } from '../../src/python/child.ts';
import { HANG_LIMIT_MS } from '../support/hang-limit.ts';
import { waitUntil } from '../support/wait-until.ts';

const script = fileURLToPath(new URL('fixtures/child.py', import.meta.url));
const children: PythonChild[] = [];

function start(options: { timeoutMs?: number; env?: NodeJS.ProcessEnv; interpreter?: string } = {}): PythonChild {
  const { timeoutMs = HANG_LIMIT_MS, env = process.env, interpreter = 'python3' } = options;
  const child = new PythonChild({ interpreter, script, env, timeoutMs, isolated: true });
  children.push(child);
  return child;
}
afterEach(async () => {
  for (const child of children.splice(0)) await child.close();
});

const failure = (asked: Promise<unknown>): Promise<ChildError> =>
  asked.then(
    () => fail(),
    (error) => error,
  );
function fail(): never {
  throw new Error('there was an answer');
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('each request gets its own answer', async () => {
  const child = start();
  const [one, two] = await Promise.all([child.ask({ ask: 'echo', n: 1 }), child.ask({ ask: 'echo', n: 2 })]);
  expect([one.ok, two.ok]).toMatchObject([{ n: 1 }, { n: 2 }]);
});

test('tokens and settings of this process are not passed to the child', async () => {
  const secrets = {
    PACT_BROKER_TOKEN: 's',
    GITHUB_TOKEN: 's',
    REPO_TOKEN: 's',
    AWS_SECRET_ACCESS_KEY: 's',
    PYTHONPATH: '/x',
  };
  const child = start({ env: { PATH: process.env.PATH, HOME: '/h', HTTPS_PROXY: 'http://p', ...secrets } });
  const { ok } = await child.ask({ ask: 'environment' });
  expect(ok).toEqual(expect.arrayContaining(['HOME', 'HTTPS_PROXY', 'PATH']));
  expect((ok as string[]).filter((name) => name in secrets)).toEqual([]);
});

test.each([
  ['rubbish', 'not-json', 'this is no JSON'],
  ['wrong id', 'not-json', '"id": 99'],
  ['long line', 'too-long', 'bytes'],
  ['exit', 'ended', 'with exit code 3; the last lines it printed:\nthe reason'],
])('%s fails the request as %s', async (ask, kind, detail) => {
  const error = await failure(start().ask({ ask }));
  expect(error).toMatchObject({ kind, detail: expect.stringContaining(detail) });
});

test('a missing answer is an error after the time limit', async () => {
  const error = await failure(start({ timeoutMs: 200 }).ask({ ask: 'sleep' }));
  expect(error).toMatchObject({ kind: 'timeout', detail: expect.stringContaining('0.2 s') });
});

test('after a failure every later request fails at once', async () => {
  const child = start();
  await failure(child.ask({ ask: 'rubbish' }));
  expect(await failure(child.ask({ ask: 'echo' }))).toMatchObject({ kind: 'not-json' });
});

test('an interpreter that does not exist is not-started', async () => {
  expect(await failure(start({ interpreter: '/no/such/python' }).ask({ ask: 'echo' }))).toMatchObject({
    kind: 'not-started',
  });
});

test('close ends the processes that the child started', async () => {
  const child = start();
  const { ok: pid } = await child.ask({ ask: 'grandchild' });
  await child.close();
  await waitUntil(() => !isRunning(pid as number));
});

test('a grandchild that holds the pipes open does not block a request', async () => {
  const error = await failure(start().ask({ ask: 'exit with grandchild' }));
  expect(error).toMatchObject({ kind: 'ended', detail: expect.stringContaining('exit code 0') });
  const pid = Number(/(\d+)$/.exec(error.detail)?.[1]);
  await waitUntil(() => !isRunning(pid));
});
