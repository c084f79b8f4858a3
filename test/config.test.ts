import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientEnvironment, describeConfig, loadConfig } from '../src/config.ts';

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
    PACT_BROKER_DATABASE_URL: 'postgres://ann:h@sh@db/pact?password=hush',
    CORE_REPOSITORY: 'https://x:ghp_1@git.example.org/core.git',
  });
  expect(describeConfig(config)).toEqual(
    expect.arrayContaining([
      'PACT_BROKER_TOKEN=********',
      'PACT_BROKER_USERNAME=ann',
      'PACT_BROKER_PASSWORD=********',
      'PACT_BROKER_DATABASE_URL=postgres://db/pact?password=********',
      'CORE_REPOSITORY=https://git.example.org/core.git',
    ]),
  );
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
