import { readdirSync, readFileSync } from 'node:fs';
import { runOfficialCli } from '../../src/gate/official-cli.ts';
import { json, nobody, redirect, silence, startServer, type TestServer, webPage } from '../support/test-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const run = (access = {}, timeoutMs?: number) =>
  runOfficialCli({ url: server?.url ?? '', ...access }, ['list-environments'], timeoutMs);

test('returns the output of the client', async () => {
  const environments = { _embedded: { environments: [] }, _links: { 'pb:environments': { href: '/environments' } } };
  server = await startServer(json(200, environments));
  await expect(run()).resolves.toContain('│');
});

test.each([
  ['an unreachable address', undefined, 'BROKER_UNREACHABLE'],
  ['401', json(401, { error: 'no' }), 'BROKER_UNAUTHORIZED'],
  ['500', json(500, { error: {} }), 'BROKER_FAILED'],
  ['a web page', webPage, 'BROKER_NOT_HAL'],
  ['a redirect to an unreachable address', redirect, 'BROKER_UNREACHABLE'],
])('fails with exit code 2 on %s', async (_, handler, code) => {
  server = handler && (await startServer(handler));
  await expect(run(server ? {} : { url: nobody })).rejects.toMatchObject({ code, exitCode: 2 });
});

test('a broker that never responds is a time-out', async () => {
  server = await startServer(silence);
  await expect(run({}, 500)).rejects.toThrow('list-environments took longer than 0.5 s');
});

test.each([
  ['a token', { token: 'top-secret' }, 'Bearer top-secret'],
  ['user and password', { username: 'ann', password: 'hush' }, 'Basic YW5uOmh1c2g='],
  ['a token before a user', { token: 'top-secret', username: 'ann', password: 'hush' }, 'Bearer top-secret'],
  ['nothing, even if the environment has a token', {}, undefined],
])('sends %s', async (_, access, header) => {
  process.env.PACT_BROKER_TOKEN = 'of the environment';
  server = await startServer(json(401, {}));
  await run(access).catch(() => undefined);
  delete process.env.PACT_BROKER_TOKEN;
  expect(server.authorizations[0]).toBe(header);
});

test('credentials in the response of a server are redacted', async () => {
  server = await startServer((request, response) =>
    json(500, { error: `not ${request.headers.authorization}` })(request, response),
  );
  await expect(run({ token: 'top-secret' })).rejects.toThrow('"not Bearer ********"');
  await expect(run({ username: 'ann', password: 'hush' })).rejects.toThrow('"not Basic ********"');
});

const testOnLinux = process.platform === 'linux' ? test : test.skip;
if (process.platform !== 'linux')
  process.stderr.write('skipped: the list of processes is read from /proc, which only Linux has\n');

testOnLinux('the list of processes contains no secret', async () => {
  let commandLine = '';
  server = await startServer((request, response) => {
    commandLine ||= commandLines().find((line) => line.includes('list-environments')) ?? '';
    json(401, {})(request, response);
  });
  await run({ token: 'top-secret' }).catch(() => undefined);
  expect(commandLine).toContain('list-environments');
  expect(commandLine).not.toContain('top-secret');
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
