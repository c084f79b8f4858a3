import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractError } from '../../src/config/errors.ts';
import { variablesForCode, variablesForInstaller } from '../../src/python/child-variables.ts';
import { listEnvironments, removeUnused } from '../../src/python/clean.ts';
import { type Distribution, identityOf, requirementOf } from '../../src/python/distribution.ts';
import { MARKER, pythonEnvironment } from '../../src/python/environment.ts';
import { installError } from '../../src/python/install-failure.ts';
import { defaultPython, findBasePython } from '../../src/python/interpreter.ts';
import { settingsOfPip, uvIndexSettings } from '../../src/python/uv-settings.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'python-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A distribution that pip installs without a network: its build backend lies in its own folder. */
function project(name = 'small', body = 'x = 1\n'): Distribution {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, `${name}.py`), body);
  writeFileSync(
    join(path, 'pyproject.toml'),
    `[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n[project]\nname = "${name}"\nversion = "1.0"\n`,
  );
  writeFileSync(join(path, 'backend.py'), backend(name));
  return { name, source: { kind: 'folder', path } };
}

const backend = (name: string) => `
import zipfile
def build_wheel(directory, config_settings=None, metadata_directory=None):
    wheel = "${name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(directory + "/" + wheel, "w") as file:
        file.write("${name}.py")
        file.writestr("${name}-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: ${name}\\nVersion: 1.0\\n")
        file.writestr("${name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        file.writestr("${name}-1.0.dist-info/RECORD", "")
    return wheel
`;

const options = () => ({
  python: 'python3',
  cacheFolder: join(root, 'cache'),
  env: process.env,
  progress: () => undefined,
  installer: 'pip' as const,
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => (error as ContractError).code,
  );

describe('a requirement', () => {
  test.each<[Distribution, string]>([
    [{ name: 'core', source: { kind: 'release', number: '1.4.61' } }, 'core==1.4.61'],
    [
      { name: 'core', source: { kind: 'release', number: '1.4.61' }, extras: ['redis', 'bus'] },
      'core[redis,bus]==1.4.61',
    ],
    [
      { name: 'core', source: { kind: 'git', repository: 'ssh://git@h/x', commit: 'abc' } },
      'core @ git+ssh://git@h/x@abc',
    ],
    [{ name: 'core', source: { kind: 'wheel', path: '/w/a b.whl' } }, 'core @ file:///w/a%20b.whl'],
  ])('%j is %s', (distribution, requirement) => {
    expect(requirementOf(distribution)).toBe(requirement);
  });
});

describe('the identity of a folder', () => {
  test('changes with its files', () => {
    const distribution = project();
    const before = identityOf(distribution);
    project('small', 'x = 22\n');
    expect(identityOf(distribution)).not.toBe(before);
  });

  test('does not change with build output', () => {
    const distribution = project();
    const before = identityOf(distribution);
    mkdirSync(join(root, 'small', '__pycache__'));
    writeFileSync(join(root, 'small', '__pycache__', 'x.pyc'), '');
    expect(identityOf(distribution)).toBe(before);
  });

  test('of a folder that does not exist is an error', () => {
    const missing: Distribution = { name: 'x', source: { kind: 'folder', path: join(root, 'none') } };
    expect(() => identityOf(missing)).toThrow(ContractError);
  });
});

describe('an environment', () => {
  test('is created once for equal requests', async () => {
    const request = { distributions: [project()] };
    const first = await pythonEnvironment(request, options());
    const second = await pythonEnvironment(request, options());
    expect([first.reused, second.reused, second.folder]).toEqual([false, true, first.folder]);
  });

  test('can be created by two processes at the same time', async () => {
    const request = { distributions: [project()] };
    const both = await Promise.all([pythonEnvironment(request, options()), pythonEnvironment(request, options())]);
    expect(both[0].folder).toBe(both[1].folder);
    expect(readdirSync(join(root, 'cache')).filter((name) => name.includes('.making-'))).toEqual([]);
  });

  test('leaves nothing behind when the installation fails', async () => {
    const broken = project();
    writeFileSync(join(root, 'small', 'backend.py'), 'raise SystemError("broken on purpose")');
    const made = pythonEnvironment({ distributions: [broken] }, options());
    await expect(made).rejects.toMatchObject({
      code: 'INSTALL_FAILED',
      message: expect.stringContaining('broken on purpose'),
    });
    expect(readdirSync(join(root, 'cache'))).toEqual([]);
  });

  test('is an error after the time limit', async () => {
    const slow = project();
    writeFileSync(join(root, 'small', 'backend.py'), 'import time; time.sleep(60)');
    const made = pythonEnvironment({ distributions: [slow] }, { ...options(), timeoutMs: 5_000 });
    await expect(made).rejects.toMatchObject({ message: expect.stringContaining('stopped after 5 s') });
  });

  test('needs an interpreter that exists', async () => {
    expect(await codeOf(findBasePython('/no/such/python', process.env))).toBe('PYTHON_NOT_FOUND');
  });

  test('needs Python 3.11', async () => {
    const old = join(root, 'python3.9');
    writeFileSync(old, '#!/bin/sh\necho 3.9 cpython-3.9.1-x86_64-linux\n', { mode: 0o755 });
    expect(await codeOf(findBasePython(old, process.env))).toBe('PYTHON_TOO_OLD');
  });
});

describe('an installation that fails', () => {
  test.each([
    ['ERROR: No matching distribution found for x==9', 'DISTRIBUTION_UNKNOWN'],
    [
      '  cause: Because there is no version of x==9.9.9 and you require x==9.9.9, we can conclude',
      'DISTRIBUTION_UNKNOWN',
    ],
    ['  cause: Because zzz was not found in the package registry and you require zzz==1', 'DISTRIBUTION_UNKNOWN'],
    ['Because core was not found in the provided package locations and you require core', 'DISTRIBUTION_UNKNOWN'],
    ['Because core was not found in the package registry and p depends on core>=1', 'DISTRIBUTION_UNKNOWN'],
    ['ERROR: ResolutionImpossible: for help visit', 'REQUIREMENTS_CONFLICT'],
    ['Because a>=1 depends on b>=2,<3 and you require a==1, we can conclude', 'REQUIREMENTS_CONFLICT'],
    [
      'WARNING: Retrying: NewConnectionError: Failed to establish a new connection\nERROR: No matching distribution found',
      'INDEX_UNREACHABLE',
    ],
    ['  cause: error sending request for url (http://127.0.0.1:9/simple/six/)', 'INDEX_UNREACHABLE'],
    ["fatal: could not read Username for 'https://github.test': terminal prompts disabled", 'INSTALL_UNAUTHORIZED'],
    ["ERROR: Package 'x' requires a different Python: 3.11.7 not in '>=3.12'", 'PYTHON_UNSUITABLE'],
    ['something else', 'INSTALL_FAILED'],
  ])('%s is %s', (output, code) => {
    expect(installError(['x'], output).code).toBe(code);
  });
});

describe('the variables of a child', () => {
  const env = {
    PATH: '/bin',
    GITHUB_TOKEN: 't',
    PACT_BROKER_TOKEN: 't',
    PIP_INDEX_URL: 'u',
    PIP_TARGET: '/x',
    LC_ALL: 'C',
  };

  test('that runs code contain no token and no installer setting', () => {
    expect(Object.keys(variablesForCode(env)).sort()).toEqual(['LC_ALL', 'PATH']);
  });

  test('that installs contain the index, but no setting that changes the target', () => {
    expect(Object.keys(variablesForInstaller(env)).sort()).toEqual([
      'GIT_TERMINAL_PROMPT',
      'LC_ALL',
      'PATH',
      'PIP_INDEX_URL',
    ]);
  });
});

test('uv gets the package index that pip is configured with', () => {
  const listed = "global.index-url='https://a.test/simple'\n:env:.index-url='https://b.test/simple'\n:env:.timeout='5'";
  expect(uvIndexSettings(listed)).toEqual({ variables: { UV_DEFAULT_INDEX: 'https://b.test/simple' }, options: [] });
});

test.each([
  ['1', ['--no-index']],
  ['true', ['--no-index']],
  ['0', []],
])('no-index = %s of pip becomes an option of uv, which has no variable for it', (value, options) => {
  expect(uvIndexSettings(`:env:.no-index='${value}'`)).toEqual({ variables: {}, options });
});

test("uv's own index does not lift pip's prohibition of indexes", async () => {
  const env = {
    PATH: process.env.PATH,
    UV_INDEX: 'https://a.test/simple',
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: '/wheels',
  };
  expect(await settingsOfPip(defaultPython, env)).toEqual({ variables: {}, options: ['--no-index'] });
});

describe('the clean-up', () => {
  const now = new Date('2026-11-27T12:00:00Z');
  const cached = (name: string, daysAgo: number, file = MARKER) => {
    const folder = join(root, 'cache', name);
    mkdirSync(folder, { recursive: true });
    const used = new Date(now.getTime() - daysAgo * 86_400_000);
    writeFileSync(join(folder, file), '{}');
    utimesSync(join(folder, file), used, used);
    utimesSync(folder, used, used);
    return folder;
  };

  test('removes unused and unfinished environments', () => {
    cached('fresh', 1);
    const old = cached('old', 40);
    const abandoned = cached('x.making-abc123', 1, 'half');
    cached('y.making-abc124', 0, 'half');
    const removed = removeUnused(join(root, 'cache'), new Date(now.getTime() - 30 * 86_400_000), now);
    expect(removed.map(({ folder }) => folder).sort()).toEqual([old, abandoned].sort());
    expect(readdirSync(join(root, 'cache')).sort()).toEqual(['fresh', 'y.making-abc124']);
  });

  test('lists sizes', () => {
    const folder = cached('one', 1);
    expect(listEnvironments(join(root, 'cache'))).toMatchObject([{ folder, bytes: 2 }]);
  });
});
