import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStamp, writeStamp } from '../../src/broker/copies/stamp.ts';
import { pactBroker } from '../support/pact-broker-cli.ts';
import { useBroker } from '../support/use-broker.ts';
import { callCommand } from './support/call-command.ts';

/** The whole way: a guarded broker by URL, a file, another guarded broker. */
describe('broker:copy', () => {
  let folder: string;
  const source = useBroker({ access: { readTokens: ['top-secret'], writeTokens: ['writes'] } });
  const target = useBroker({ access: { write: { username: 'ann', password: 'hush-hush' }, publicRead: true } });
  const at = (name: string) => join(folder, name);
  const secrets = {
    PACT_BROKER_FROM_TOKEN: 'top-secret',
    PACT_BROKER_TO_USERNAME: 'ann',
    PACT_BROKER_TO_PASSWORD: 'hush-hush',
  };
  const copy = (from: string, to: string, ...more: string[]) =>
    callCommand('broker:copy', ['--from', from, '--to', to, ...more], secrets);
  const gate = ['--pacticipant', 'heron', '--version', '1', '--to-environment', 'production'];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'copy-'));
    const write = { authorization: 'Bearer writes' };
    const { body } = await source.ask(
      'PUT',
      '/pacts/provider/otter/consumer/heron/version/1',
      { interactions: [] },
      json(write),
    );
    const { href } = body._links['pb:publish-verification-results'];
    await source.ask('POST', new URL(href).pathname, { success: true, providerApplicationVersion: '7' }, json(write));
    const { body: list } = await source.ask('GET', '/environments?name=production', undefined, write);
    const [{ uuid }] = list._embedded.environments;
    await source.ask('POST', `/pacticipants/otter/versions/7/deployed-versions/environment/${uuid}`, {}, json(write));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes nothing in a dry run', async () => {
    const { exit, stdout } = await copy(source.url, at('dry.sqlite'), '--dry-run');
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: expect.stringMatching(/pacts +1 +0 +1\n.*DRY RUN: nothing was written/s),
    });
    expect(existsSync(at('dry.sqlite'))).toBe(false);
  });

  test('copies a broker to a file for can-i-deploy --offline, and the file to another broker', async () => {
    const made = await copy(source.url, at('copy.sqlite'));
    expect(made).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(
        /COMPLETE: .*copy\.sqlite has everything of http.* that can-i-deploy depends on\.\n$/,
      ),
    });
    const offline = await callCommand('can-i-deploy', ['--offline', at('copy.sqlite'), '--max-age', '1h', ...gate]);
    expect(offline).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/\nYES: heron 1 may go to production\.\n$/),
    });

    const carried = await copy(at('copy.sqlite'), target.url, '--json');
    expect(carried.exit).toBe(0);
    expect(JSON.parse(carried.stdout)).toMatchObject({
      to: target.url,
      counts: { results: { found: 1, written: 1 } },
      differences: [],
    });
    expect(await pactBroker(target.url, 'can-i-deploy', ...gate)).toMatchObject({ exit: 0 });
    for (const { stdout, stderr } of [made, carried]) expect(stdout + stderr).not.toMatch(/top-secret|hush-hush/);
  });

  test('completes an incomplete copy, which can-i-deploy refuses before', async () => {
    await copy(source.url, at('part.sqlite'));
    writeStamp(at('part.sqlite'), 'incomplete');
    const { exit, stderr } = await callCommand('can-i-deploy', ['--offline', at('part.sqlite'), ...gate]);
    expect([exit, stderr]).toEqual([2, expect.stringMatching(/error COPY_INCOMPLETE: .*part\.sqlite/)]);
    await copy(source.url, at('part.sqlite'));
    expect(readStamp(at('part.sqlite'))).toEqual({ madeAt: expect.any(Date) });
  });

  test.each([
    [['--from', 'a', '--to', 'a'], 'USAGE: --from and --to are the same'],
    [['--from', 'http://ann:top-secret@host', '--to', 'a.sqlite'], 'USAGE: an address must not contain a user'],
    [['--from', 'nowhere.sqlite', '--to', 'a.sqlite'], 'DATABASE_MISSING: '],
    [['--from', 'http://127.0.0.1:1', '--to', ':memory:'], 'BROKER_UNREACHABLE: '],
  ])('exits with 2 for %j', async (args, words) => {
    const { exit, stderr } = await callCommand('broker:copy', args);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`error ${words}`)]);
    expect(stderr).not.toContain('top-secret');
  });
});

const json = (headers: Record<string, string>) => ({ ...headers, 'content-type': 'application/json' });
