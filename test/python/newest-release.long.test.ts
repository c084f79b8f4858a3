import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNewestRelease } from '../../src/python/newest-release.ts';
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

const folder = mkdtempSync(join(tmpdir(), 'newest-release-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { PATH = '', HOME = '' } = process.env;
const core = 'market-data-core';

/** Long enough for pip to start on a busy machine. */
const SUFFICIENT_MS = 60_000;
/** The limit of a search that must end by it. */
const LIMIT_MS = 6_000;
/** Without the limit, pip would give up after two attempts of ten seconds. */
const PIP_LIMIT_MS = 20_000;

const find = (python: string, env: Record<string, string>, timeoutMs = SUFFICIENT_MS) =>
  findNewestRelease(core, { python, env: { PATH, HOME, PIP_CONFIG_FILE: '/dev/null', ...env }, timeoutMs });

/** The error of a search, and the time until it was thrown. */
async function failureOf(search: Promise<string>): Promise<{ code: string; message: string; ms: number }> {
  const start = performance.now();
  const error = await search.then(
    (number) => ({ code: 'none', message: `found ${number}` }),
    ({ code, message }) => ({ code, message }),
  );
  return { ...error, ms: performance.now() - start };
}

function script(name: string, lines: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return file;
}

describe('a Python that cannot be used is reported', () => {
  test('when it is too old', async () => {
    const old = script('python3.9', 'echo 3.9 cpython-3.9.1-x86_64-linux 24.0');
    expect(await failureOf(find(old, {}))).toMatchObject({
      code: 'PYTHON_TOO_OLD',
      message: `Python 3.11 or newer is needed: ${old} is Python 3.9`,
    });
  });

  test('when there is none', async () => {
    expect(await failureOf(find('no-such-python', {}))).toMatchObject({ code: 'PYTHON_NOT_FOUND' });
  });

  test.each([
    ['hangs', 'sleep 60'],
    ['hangs and ignores signals', "trap '' TERM INT HUP\nsleep 60\nsleep 60"],
  ])('within the time limit when it %s', async (name, lines) => {
    const hanging = script(name.replaceAll(' ', '-'), lines);
    const { code, message, ms } = await failureOf(find(hanging, {}, 1_000));
    expect([code, message]).toEqual(['PYTHON_NOT_FOUND', expect.stringContaining('no answer within 1 s')]);
    expect(ms).toBeLessThan(30_000);
  });
});

describeWithPip('a package index', () => {
  const wheels = wheelOf(makeStandIn('1.1.0', folder), folder, installingPython);
  wheelOf(makeStandIn('adds a level', folder), folder, installingPython);
  const servers: LocalServer[] = [];
  const serve = async (server: Promise<LocalServer>) => {
    servers.push(await server);
    return `${(await server).url}/simple`;
  };
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  test('gives the newest of its releases', async () => {
    const index = await serve(startPackageIndex(wheels));
    expect(await find(installingPython, { PIP_INDEX_URL: index })).toBe('1.2.0');
  });

  test('is queried with uv if the Python has no pip', async () => {
    const bare = join(folder, 'bare');
    execFileSync(installingPython, ['-m', 'venv', '--without-pip', bare]);
    const index = await serve(startPackageIndex(wheels));
    const search = find(join(bare, 'bin/python'), { UV_DEFAULT_INDEX: index });
    if (hasUv()) expect(await search).toBe('1.2.0');
    else
      expect(await failureOf(search)).toMatchObject({
        code: 'INSTALL_FAILED',
        message: expect.stringMatching(/has no pip, and there is no uv on the PATH$/),
      });
  });

  test.each<[string, () => Promise<string>, string]>([
    ['cannot be reached', closedAddress, 'INDEX_UNREACHABLE'],
    ['has no such distribution', () => serve(startPackageIndex(folder)), 'DISTRIBUTION_UNKNOWN'],
    [
      'sends a page of a portal',
      () => serve(startHttp((_, to) => void to.end('<p>Please log in'))),
      'DISTRIBUTION_UNKNOWN',
    ],
    ['does not speak HTTP', () => serve(startSocket('SSH-2.0-OpenSSH_9.2\r\n')), 'INDEX_UNREACHABLE'],
    ['refuses access', () => serve(startHttp((_, to) => void to.writeHead(403).end())), 'DISTRIBUTION_UNKNOWN'],
  ])('that %s is reported', async (_, url, code) => {
    expect(await failureOf(find(installingPython, { PIP_INDEX_URL: await url() }))).toMatchObject({ code });
  });

  test('behind a proxy with invalid answers is reported as unreachable', async () => {
    const { url, close } = await startSocket('HTTP/1.1 200 OK\r\n\r\n<html>Welcome</html>');
    const env = { PIP_INDEX_URL: 'https://index.test/simple', HTTPS_PROXY: url };
    expect(await failureOf(find(installingPython, env))).toMatchObject({ code: 'INDEX_UNREACHABLE' });
    await close();
  });

  test.each<[string, () => Promise<LocalServer>]>([
    ['never answers', () => startSocket()],
    ['never sends a file', () => startPackageIndex(wheels, { filesHang: true })],
  ])('that %s is reported within the time limit', async (_, start) => {
    const index = await serve(start());
    const { code, message, ms } = await failureOf(find(installingPython, { PIP_INDEX_URL: index }, LIMIT_MS));
    expect([code, message]).toEqual(['INDEX_UNREACHABLE', expect.stringContaining('no answer within 6 s')]);
    expect(ms).toBeLessThan(PIP_LIMIT_MS);
  });
});

function hasUv(): boolean {
  try {
    execFileSync('uv', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
