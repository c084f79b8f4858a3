import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientEnvironment, loadConfig, secretsIn } from '../../src/config/config.ts';
import { withoutCredentials } from '../../src/config/errors.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const load = (env: NodeJS.ProcessEnv, file = '') => {
  const path = join(temporaryFolder('config'), '.env');
  writeFileSync(path, file);
  return loadConfig(env, path);
};

describe('the error for an invalid configuration', () => {
  const env = { PACT_BROKER_BASE_URL: 'ftp://x', PACT_BROKER_TOKEN: 'two words', PACT_BROKER_PASSWORD: 'hush' };

  test('lists every problem', () => {
    expect(() => load(env)).toThrow(/PACT_BROKER_BASE_URL.*PACT_BROKER_TOKEN.*PACT_BROKER_USERNAME/s);
  });

  test('contains no value', () => {
    expect(() => load(env)).toThrow();
    expect(() => load(env)).not.toThrow(/two words|hush/);
  });
});

test.each([
  ['a password without a user', { PACT_BROKER_PASSWORD: 'x' }, 'though PACT_BROKER_PASSWORD is set'],
  ['a base URL that is not a URL', { PACT_BROKER_BASE_URL: 'broker' }, 'must be an http or https URL'],
  [
    'credentials in the base URL',
    { PACT_BROKER_BASE_URL: 'http://ann:hush@b' },
    'must not contain a user name and password',
  ],
])('%s is refused with exit code 2', (_, env, message) => {
  expect(() => load(env)).toThrow(expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }));
});

test('the environment overrides .env', () => {
  const config = load({ PACT_CONSUMER_BRANCH: 'env' }, 'PACT_CONSUMER_VERSION=1\nPACT_CONSUMER_BRANCH=file');
  expect(config).toMatchObject({ PACT_CONSUMER_VERSION: '1', PACT_CONSUMER_BRANCH: 'env' });
});

test('REDIS_URL is read from .env', () => {
  expect(load({}, 'REDIS_URL=redis://127.0.0.1:6379/3').REDIS_URL).toBe('redis://127.0.0.1:6379/3');
});

test('the names of PYTHON_REPOSITORIES are normalized', () => {
  const list = 'Gray_Heron=https://git.example.org/heron.git?a=b  osprey=/srv/osprey';
  const expected = { 'gray-heron': 'https://git.example.org/heron.git?a=b', osprey: '/srv/osprey' };
  expect(load({ PYTHON_REPOSITORIES: list }).PYTHON_REPOSITORIES).toEqual(expected);
  expect(load({}).PYTHON_REPOSITORIES).toEqual({});
});

test.each(['/srv/osprey', 'osprey=', '=/srv/osprey'])('the repository %s is refused', (list) => {
  expect(() => load({ PYTHON_REPOSITORIES: list })).toThrow(/PYTHON_REPOSITORIES|name=url/);
});

test.each(['heron=https://h.example.org/a,osprey=/srv/osprey', 'heron=/srv/heron, osprey=/srv/osprey'])(
  'commas between repositories are refused: %s',
  (list) => expect(() => load({ PYTHON_REPOSITORIES: list })).toThrow(/spaces, not by commas.*PYTHON_REPOSITORIES/s),
);

test('an empty variable is treated as not set', () => {
  const config = load({ PACT_BROKER_TOKEN: '' }, 'CORE_PYTHON=');
  expect(config).not.toHaveProperty('CORE_PYTHON');
  expect(config).not.toHaveProperty('PACT_BROKER_TOKEN');
});

test('an empty variable hides the one in .env', () => {
  expect(load({ CORE_PYTHON: '' }, 'CORE_PYTHON=python3')).not.toHaveProperty('CORE_PYTHON');
});

test('white space around a value is removed', () => {
  expect(load({ PACT_BROKER_TOKEN: 'top-secret\n' }).PACT_BROKER_TOKEN).toBe('top-secret');
});

test('a slash at the end of the base URL is removed', () => {
  expect(load({ PACT_BROKER_BASE_URL: 'https://b.example.org/pact/' }).PACT_BROKER_BASE_URL).toBe(
    'https://b.example.org/pact',
  );
});

test('lists the names of the secrets that are set', () => {
  const config = load({
    PACT_BROKER_TOKEN: 'top-secret',
    PACT_BROKER_USERNAME: 'ann',
    PACT_BROKER_PASSWORD: 'hush',
    REPO_TOKEN: 'github_pat_1',
    GITHUB_TOKEN: 'ghs_1',
  });
  expect(secretsIn(config)).toEqual(['PACT_BROKER_TOKEN', 'PACT_BROKER_PASSWORD', 'REPO_TOKEN', 'GITHUB_TOKEN']);
});

test.each([
  ['postgres://ann:h@sh@db/pact?password=hush', 'postgres://db/pact?password=********'],
  ['https://x:ghp_1@git.example.org/core.git', 'https://git.example.org/core.git'],
  ['redis://:hush@cache:6379/0', 'redis://cache:6379/0'],
  ['git+https://ann:hush@git.example.org/a@1 and ssh://ann:hush@b', 'git+https://git.example.org/a@1 and ssh://b'],
  ['https://ann:hu/sh@git.example.org/core.git', 'https://git.example.org/core.git'],
  ['https://git.example.org:8443/core.git@1.0', 'https://git.example.org:8443/core.git@1.0'],
  [
    'https://git.example.org/core.git?access_token=hush&b=1',
    'https://git.example.org/core.git?access_token=********&b=1',
  ],
])('credentials are removed from the URL %s', (url, expected) => {
  expect(withoutCredentials(url)).toBe(expected);
});

describe('a GitHub App', () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const app = { GITHUB_APP_ID: '1', GITHUB_APP_INSTALLATION_ID: '2', GITHUB_APP_PRIVATE_KEY: key };

  test('may have its key on one line, with \\n for line breaks', () => {
    const config = load({ ...app, GITHUB_APP_PRIVATE_KEY: key.replaceAll('\n', '\\n') });
    expect(config.GITHUB_APP_PRIVATE_KEY?.trim()).toBe(key.trim());
  });

  test('has a key that is a secret', () => {
    const config = load({ ...app });
    expect(secretsIn(config)).toEqual(['GITHUB_APP_PRIVATE_KEY']);
  });

  test('needs no installation id', () => {
    expect(load({ ...app, GITHUB_APP_INSTALLATION_ID: '' }).GITHUB_APP_ID).toBe('1');
  });

  test.each([
    ['an invalid key', { ...app, GITHUB_APP_PRIVATE_KEY: 'hush' }, /GITHUB_APP_PRIVATE_KEY/],
    ['an id without a key', { GITHUB_APP_ID: '1' }, /set both GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY, or neither/],
    ['an installation id without an app id', { GITHUB_APP_INSTALLATION_ID: '2' }, /GITHUB_APP_ID/],
  ])('is refused with %s', (_, env, message) => {
    expect(() => load(env)).toThrow(message);
    expect(() => load(env)).not.toThrow('hush');
  });
});

test('an official client inherits only paths, proxies and certificates', () => {
  const env = {
    PATH: '/bin',
    https_proxy: 'http://proxy',
    SSL_CERT_FILE: '/ca.pem',
    PACT_DESCRIPTION: 'one of them',
    PACT_BROKER_BASE_URL: 'http://elsewhere',
    CI: 'true',
  };
  expect(clientEnvironment(env)).toEqual({
    PATH: '/bin',
    https_proxy: 'http://proxy',
    SSL_CERT_FILE: '/ca.pem',
    PACT_DO_NOT_TRACK: 'true',
  });
});
