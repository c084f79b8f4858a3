import { readdirSync, readFileSync } from 'node:fs';
import { officialCli } from '../../src/gate/official-cli.ts';
import { json, nobody, redirect, silence, startServer, type TestServer, webPage } from '../support/test-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const run = (access = {}, timeoutMs?: number) =>
  officialCli({ url: server?.url ?? '', ...access }, ['list-environments'], timeoutMs);

test('what the client prints is given back', async () => {
  const environments = { _embedded: { environments: [] }, _links: { 'pb:environments': { href: '/environments' } } };
  server = await startServer(json(200, environments));
  await expect(run()).resolves.toContain('│');
});

test.each([
  ['nobody there', undefined, 'BROKER_UNREACHABLE'],
  ['401', json(401, { error: 'no' }), 'BROKER_UNAUTHORIZED'],
  ['500', json(500, { error: {} }), 'BROKER_FAILED'],
  ['a web page', webPage, 'BROKER_NOT_HAL'],
  ['a redirect to nowhere', redirect, 'BROKER_UNREACHABLE'],
])('%s: the broker could not be asked, which is exit code 2', async (_, answers, code) => {
  server = answers && (await startServer(answers));
  await expect(run(server ? {} : { url: await nobody() })).rejects.toMatchObject({ code, exitCode: 2 });
});

test('a broker that never answers is given up', async () => {
  server = await startServer(silence);
  await expect(run({}, 500)).rejects.toThrow('list-environments took longer than 0.5 s');
});

test.each([
  ['a token', { token: 'top-secret' }, 'Bearer top-secret'],
  ['user and password', { username: 'ann', password: 'hush' }, 'Basic YW5uOmh1c2g='],
  ['a token before a user', { token: 'top-secret', username: 'ann', password: 'hush' }, 'Bearer top-secret'],
  ['nothing, whatever the environment holds', {}, undefined],
])('it logs in with %s', async (_, access, header) => {
  process.env.PACT_BROKER_TOKEN = 'of the environment';
  server = await startServer(json(401, {}));
  await run(access).catch(() => undefined);
  delete process.env.PACT_BROKER_TOKEN;
  expect(server.authorizations[0]).toBe(header);
});

test('a server that quotes the credentials does not get them printed', async () => {
  server = await startServer((request, response) =>
    json(500, { error: `not ${request.headers.authorization}` })(request, response),
  );
  await expect(run({ token: 'top-secret' })).rejects.toThrow('"not Bearer ********"');
  await expect(run({ username: 'ann', password: 'hush' })).rejects.toThrow('"not Basic ********"');
});

const listOfProcesses = process.platform === 'linux' ? test : test.skip;
if (process.platform !== 'linux')
  process.stderr.write('skipped: the list of processes is read from /proc, which only Linux has\n');

listOfProcesses('no secret is in the list of processes', async () => {
  let seen = '';
  server = await startServer((request, response) => {
    seen = commandLines().find((line) => line.includes('list-environments')) ?? '';
    json(401, {})(request, response);
  });
  await run({ token: 'top-secret' }).catch(() => undefined);
  expect(seen).toContain('list-environments');
  expect(seen).not.toContain('top-secret');
});

function commandLines(): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : [];
    } catch {
      return [];
    }
  });
}
