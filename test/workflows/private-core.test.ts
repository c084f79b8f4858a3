import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { all, steps } from './files.ts';
import { fill } from './runner/expression.ts';

const core = 'https://github.com/mjdevaccount/market-data-core.git';
const coreSteps = steps(all).filter(([, { env }]) => env?.GIT_CONFIG_COUNT !== undefined);

/** The URL that git uses for core in a step whose secret CORE_TOKEN has this value. */
function urlOfCore(env: Readonly<Record<string, string>>, CORE_TOKEN: string): string {
  const config = Object.entries(env).filter(([name]) => name.startsWith('GIT_CONFIG_'));
  const filled = config.map(([name, value]) => [name, fill(value, { secrets: { CORE_TOKEN } })]);
  const variables = { PATH: process.env.PATH ?? '', ...Object.fromEntries(filled), GIT_CONFIG_GLOBAL: '/dev/null' };
  return execFileSync('git', ['ls-remote', '--get-url', core], { env: variables, encoding: 'utf8' }).trim();
}

test('every workflow that installs core from git has CORE_TOKEN', () => {
  const files = new Set(coreSteps.map(([where]) => where.split(' ')[0]));
  expect([...files].sort()).toEqual(
    ['_contracts_reusable', 'publish-pacts', 'release-core', 'verify-core'].map(
      (name) => `.github/workflows/${name}.yml`,
    ),
  );
});

describe.each(coreSteps)('%s', (_, { env = {} }) => {
  test('reads core with CORE_TOKEN', () => {
    expect(urlOfCore(env, 'a-token')).toBe(
      'https://x-access-token:a-token@github.com/mjdevaccount/market-data-core.git',
    );
  });

  test('reads core anonymously without CORE_TOKEN', () => {
    expect(urlOfCore(env, '')).toBe(core);
  });
});

describe('after the step of publish-pacts.yml that fetches a private core', () => {
  const folder = temporaryFolder('private-core');
  const git = (args: readonly string[], env = {}) =>
    execFileSync('git', args, { env: { PATH: process.env.PATH ?? '', ...env }, encoding: 'utf8' }).trim();
  const githubEnv = join(folder, 'variables');
  const repository = join(folder, 'remote', 'mjdevaccount', 'market-data-core.git');

  beforeAll(() => {
    const [, step] = coreSteps.find(([where]) => where.startsWith('.github/workflows/publish-pacts.yml test')) ?? [];
    git(['init', '--quiet', '--bare', repository]);
    const commit = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit-tree', '-m', 'x'];
    const tree = git(['-C', repository, 'hash-object', '-w', '-t', 'tree', '/dev/null']);
    git(['-C', repository, 'update-ref', 'refs/heads/base', git(['-C', repository, ...commit, tree])]);
    // In place of the token, the step has a git setting that no other step has: without it, the repository cannot be read.
    const credentials = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${join(folder, 'remote')}/.insteadOf`,
      GIT_CONFIG_VALUE_0: 'https://github.com/',
    };
    const variables = {
      CORE_REPOSITORY: core,
      RUNNER_TEMP: folder,
      GITHUB_ENV: githubEnv,
      GIT_CONFIG_GLOBAL: '/dev/null',
    };
    execFileSync('bash', ['-e', '-o', 'pipefail', '-c', step?.run ?? ''], {
      env: { PATH: process.env.PATH ?? '', ...variables, ...credentials },
    });
  });

  test.each([core, core.replace(/\.git$/, '')])('an installation reads %s without the token', (url) => {
    const lines = readFileSync(githubEnv, 'utf8').trim().split('\n');
    const variables = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
    expect(git(['ls-remote', url, 'base'], variables)).toContain('refs/heads/base');
  });
});
