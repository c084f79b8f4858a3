import { execFileSync } from 'node:child_process';
import { all, steps } from './files.ts';
import { fill } from './runner/expression.ts';

const core = 'https://github.com/mjdevaccount/market-data-core.git';
const fetching = steps(all).filter(([, { env }]) => env?.GIT_CONFIG_COUNT !== undefined);

/** The URL that git uses for core in a step whose secret CORE_TOKEN has this value. */
function urlOfCore(env: Readonly<Record<string, string>>, CORE_TOKEN: string): string {
  const config = Object.entries(env).filter(([name]) => name.startsWith('GIT_CONFIG_'));
  const filled = config.map(([name, value]) => [name, fill(value, { secrets: { CORE_TOKEN } })]);
  const variables = { PATH: process.env.PATH ?? '', ...Object.fromEntries(filled), GIT_CONFIG_GLOBAL: '/dev/null' };
  return execFileSync('git', ['ls-remote', '--get-url', core], { env: variables, encoding: 'utf8' }).trim();
}

test('the steps that install core outside a release can read a private one', () => {
  const files = new Set(fetching.map(([where]) => where.split(' ')[0]));
  expect([...files].sort()).toEqual(
    ['_contracts_reusable', 'contracts', 'verify-core'].map((name) => `.github/workflows/${name}.yml`),
  );
});

describe.each(fetching)('%s', (_, { env = {} }) => {
  test('with CORE_TOKEN reads core with it', () => {
    expect(urlOfCore(env, 'a-token')).toBe(
      'https://x-access-token:a-token@github.com/mjdevaccount/market-data-core.git',
    );
  });

  test('without CORE_TOKEN reads core as anyone', () => {
    expect(urlOfCore(env, '')).toBe(core);
  });
});
