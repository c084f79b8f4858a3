import { execFileSync } from 'node:child_process';
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
