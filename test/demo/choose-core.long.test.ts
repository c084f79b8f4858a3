import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ChosenCore,
  type CoreSearch,
  chooseCore,
  coreChoice,
  describeCore,
  FIND_LIMIT_MS,
} from '../../scripts/demo/choose-core.ts';
import { startCore } from '../../src/provider/start-core.ts';
import { makeStandIn } from '../stand-in-core/variants.ts';
import { wheelOf } from '../stand-in-pipeline/repository.ts';
import {
  closedAddress,
  type LocalServer,
  startHttp,
  startPackageIndex,
  startSocket,
} from '../support/package-index.ts';
import { describeWithPip, installingPython } from '../support/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'choose-core-'));
afterAll(() => rmSync(folder, { recursive: true }));

const servers: LocalServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));
const serve = async (server: Promise<LocalServer>) => {
  servers.push(await server);
  return `${(await server).url}/simple`;
};

const { PATH = '', HOME = '' } = process.env;
const options = (env: Record<string, string> = {}) => ({
  repository: '/no/repository',
  cacheFolder: join(folder, 'cache'),
  env: { PATH, HOME, PIP_CONFIG_FILE: '/dev/null', ...env },
  progress: () => undefined,
});

const choose = (search: Partial<CoreSearch> = {}, env: Record<string, string> = {}) =>
  chooseCore({ reference: false, findLimitMs: 60_000, ...options(env), ...search });

function script(name: string, line: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  return file;
}
const old = script('old-python', 'echo 3.9 cpython-3.9.1-x86_64-linux 24.0');
const hanging = script('hanging-python', 'sleep 90');

test('the search takes at most 20 seconds', () => {
  expect(FIND_LIMIT_MS).toBeLessThanOrEqual(20_000);
});

test.each<[string, ChosenCore, string]>([
  [
    'a release',
    { kind: 'release', number: '1.4.61', python: 'python3' },
    'market-data-core 1.4.61, the newest release on the package index',
  ],
  ["an interpreter's", { kind: 'interpreter', python: '/venv/bin/python' }, 'market-data-core in /venv/bin/python'],
  ['a reference', { kind: 'reference', reason: 'there is no index' }, 'reference model, because: there is no index'],
])('%s core is described', (_, core, words) => {
  expect(describeCore(core)).toContain(words);
});

describe('without looking for a release', () => {
  test.each<[string, Partial<CoreSearch>, ChosenCore]>([
    ['--reference chooses the reference', { reference: true }, { kind: 'reference', reason: '--reference is given' }],
    [
      'CORE_PYTHON chooses its core',
      { interpreter: '/venv/bin/python' },
      { kind: 'interpreter', python: '/venv/bin/python' },
    ],
  ])('%s', async (_, search, chosen) => {
    let requests = 0;
    const index = await serve(startHttp((_request, response) => void response.end(String(++requests))));
    expect([await choose(search, { PIP_INDEX_URL: index }), requests]).toEqual([chosen, 0]);
  });
});

describe('the reference is chosen, with the reason,', () => {
  test.each<[string, Partial<CoreSearch>, RegExp]>([
    ['where there is no Python', { pythons: ['no-such-python'] }, /^Python interpreter not found: no-such-python$/],
    [
      'where every Python is too old',
      { pythons: [old, 'no-such-python'] },
      /^Python 3\.11 or newer is needed: .*old-python is Python 3\.9$/,
    ],
    [
      'where Python does not answer',
      { pythons: [hanging, 'python3'], findLimitMs: 1_000 },
      /^Python interpreter not found: .*hanging-python \(no answer within 1 s\)$/,
    ],
  ])('%s', async (_, search, reason) => {
    const start = performance.now();
    expect(await choose(search)).toEqual({ kind: 'reference', reason: expect.stringMatching(reason) });
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});

describeWithPip('the package index', () => {
  const wheels = wheelOf(makeStandIn('1.1.0', folder), folder, installingPython);
  wheelOf(makeStandIn('adds an optional field, writes ts as a whole float', folder), folder, installingPython);
  const pythons = [old, installingPython];

  test('gives the newest release, installed and ready to start under its number', async () => {
    const env = { PIP_INDEX_URL: await serve(startPackageIndex(wheels)) };
    const chosen = await choose({ pythons }, env);
    expect(chosen).toEqual({ kind: 'release', number: '1.2.0', python: installingPython });
    const core = await startCore(coreChoice(chosen), { ...options(), env: { PATH, PIP_NO_INDEX: '1' } });
    expect([core.kind, core.version]).toEqual(['python', '1.2.0']);
    await core.close();
  });

  test.each<[string, () => Promise<Record<string, string>>, RegExp]>([
    [
      'refuses connections',
      async () => ({ PIP_INDEX_URL: await closedAddress() }),
      /^the package index or repository cannot be reached: market-data-core$/,
    ],
    [
      'is behind a proxy that answers nonsense',
      async () => ({
        PIP_INDEX_URL: 'https://index.test/simple',
        HTTPS_PROXY: await serve(startSocket('HTTP/1.1 200 OK\r\n\r\n<html>Welcome</html>')),
      }),
      /^the package index or repository cannot be reached: market-data-core$/,
    ],
    [
      'is the page of a portal',
      async () => ({ PIP_INDEX_URL: await serve(startHttp((_, response) => void response.end('<p>Please log in'))) }),
      /was not found: market-data-core$/,
    ],
    [
      'has no release that can be installed',
      async () => ({ PIP_INDEX_URL: await serve(startPackageIndex(wheelOfUninstallable())) }),
      /was not found: market-data-core==1\.1\.0$/,
    ],
  ])('that %s is the reason for the reference', async (_, env, reason) => {
    const chosen = await choose({ pythons }, await env());
    expect(chosen).toEqual({ kind: 'reference', reason: expect.stringMatching(reason) });
  });

  test('with a release of more than the limit is the reason for the reference', async () => {
    const env = { PATH: '/no/folder', PIP_INDEX_URL: await serve(startPackageIndex(wheels)) };
    const search = { pythons, cacheFolder: join(folder, 'limited'), maxDownloadBytes: 1_000 };
    expect(await choose(search, env)).toEqual({
      kind: 'reference',
      reason: 'the installation failed: market-data-core 1.2.0: more than 0.001 MB would be downloaded',
    });
  });

  test('that never answers is the reason for the reference, within the time limit', async () => {
    const env = { PIP_INDEX_URL: await serve(startSocket()) };
    expect(await choose({ pythons, findLimitMs: 8_000 }, env)).toEqual({
      kind: 'reference',
      reason: expect.stringMatching(/^the package index or repository cannot be reached: no answer within [1-8] s$/),
    });
  });
});

/** A folder with a core that requires what the index does not have. */
function wheelOfUninstallable(): string {
  const other = mkdtempSync(join(folder, 'uninstallable-'));
  const project = makeStandIn('1.1.0', other);
  const backend = join(project, 'build_backend.py');
  const requiring = readFileSync(backend, 'utf8').replace(
    'Version: {version}\\n"',
    () => 'Version: {version}\\nRequires-Dist: no-such-one\\n"',
  );
  writeFileSync(backend, requiring);
  return wheelOf(project, other, installingPython);
}
