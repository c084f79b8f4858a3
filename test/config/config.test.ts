import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientEnvironment, describeConfig, loadConfig } from '../../src/config/config.ts';

const load = (env: NodeJS.ProcessEnv, file = '') => {
  const path = join(mkdtempSync(join(tmpdir(), 'config-')), '.env');
  writeFileSync(path, file);
  return loadConfig(env, path);
};

test('every problem is told at once, by name, and no value is repeated', () => {
  const env = { PACT_BROKER_BASE_URL: 'ftp://x', PACT_BROKER_TOKEN: 'two words', PACT_BROKER_PASSWORD: 'hush' };
  const problems = () => load(env);
  expect(problems).toThrow(/PACT_BROKER_BASE_URL.*PACT_BROKER_TOKEN.*PACT_BROKER_USERNAME/s);
  expect(problems).not.toThrow(/two words|hush/);
});

test.each([
  ['a password without a user', { PACT_BROKER_PASSWORD: 'x' }, 'though PACT_BROKER_PASSWORD is set'],
  ['an address that is none', { PACT_BROKER_BASE_URL: 'broker' }, 'must be an http or https URL'],
  ['credentials in the address', { PACT_BROKER_BASE_URL: 'http://ann:hush@b' }, 'must not hold a user and password'],
])('%s is refused with exit code 2', (_, env, words) => {
  expect(() => load(env)).toThrow(expect.objectContaining({ exitCode: 2, message: expect.stringContaining(words) }));
});

test('the environment wins over .env, and an empty variable counts as absent', () => {
  const file = 'PIPELINE_VERSION=1\nPIPELINE_BRANCH=file\nCORE_PYTHON=';
  const config = load({ PIPELINE_BRANCH: 'env', PACT_BROKER_TOKEN: '' }, file);
  expect(config).toMatchObject({ PIPELINE_VERSION: '1', PIPELINE_BRANCH: 'env' });
  expect(config).not.toHaveProperty('CORE_PYTHON');
  expect(config).not.toHaveProperty('PACT_BROKER_TOKEN');
});

test('a line break after a secret, as copying leaves it, does not count', () => {
  expect(load({ PACT_BROKER_TOKEN: 'top-secret\n' }).PACT_BROKER_TOKEN).toBe('top-secret');
});

test('a slash at the end of the broker address does not count', () => {
  expect(load({ PACT_BROKER_BASE_URL: 'https://b.example.org/pact/' }).PACT_BROKER_BASE_URL).toBe(
    'https://b.example.org/pact',
  );
});

test('settings are shown with their secrets masked', () => {
  const config = load({
    PACT_BROKER_TOKEN: 'top-secret',
    PACT_BROKER_USERNAME: 'ann',
    PACT_BROKER_PASSWORD: 'hush',
    REPO_TOKEN: 'github_pat_1',
    GITHUB_TOKEN: 'ghs_1',
    PACT_BROKER_DATABASE_URL: 'postgres://ann:h@sh@db/pact?password=hush',
    CORE_REPOSITORY: 'https://x:ghp_1@git.example.org/core.git',
  });
  expect(describeConfig(config)).toEqual(
    expect.arrayContaining([
      'PACT_BROKER_TOKEN=********',
      'PACT_BROKER_USERNAME=ann',
      'PACT_BROKER_PASSWORD=********',
      'REPO_TOKEN=********',
      'GITHUB_TOKEN=********',
      'PACT_BROKER_DATABASE_URL=postgres://db/pact?password=********',
      'CORE_REPOSITORY=https://git.example.org/core.git',
    ]),
  );
});

describe('a GitHub App', () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const app = { GITHUB_APP_ID: '1', GITHUB_APP_INSTALLATION_ID: '2', GITHUB_APP_PRIVATE_KEY: key };

  test('its key may stand on one line, with \\n for its line breaks, and is masked', () => {
    const config = load({ ...app, GITHUB_APP_PRIVATE_KEY: key.replaceAll('\n', '\\n') });
    expect(config.GITHUB_APP_PRIVATE_KEY?.trim()).toBe(key.trim());
    expect(describeConfig(config)).toContain('GITHUB_APP_PRIVATE_KEY=********');
  });

  test('its installation may be left out', () => {
    expect(load({ ...app, GITHUB_APP_INSTALLATION_ID: '' }).GITHUB_APP_ID).toBe('1');
  });

  test.each([
    ['a key that is none', { ...app, GITHUB_APP_PRIVATE_KEY: 'hush' }, /GITHUB_APP_PRIVATE_KEY/],
    ['an id alone', { GITHUB_APP_ID: '1' }, /must be set together/],
    ['an installation alone', { GITHUB_APP_INSTALLATION_ID: '2' }, /GITHUB_APP_ID/],
  ])('%s is refused', (_, env, words) => {
    expect(() => load(env)).toThrow(words);
    expect(() => load(env)).not.toThrow('hush');
  });
});

test('an official client inherits where things are, and nothing that would change what it does', () => {
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
