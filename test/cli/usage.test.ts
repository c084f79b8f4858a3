import { script } from './support/script.ts';

const scripts = ['publish', 'can-i-deploy', 'record-deployment', 'record-release'];

test.each(scripts)('%s --help tells every option and ends with 0', async (name) => {
  const { exit, stdout } = await script(name, ['--help']);
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^npm run .*Options:.*--version.*--json.*Exit codes: 0 yes, 1 no, 2 cannot tell\./s);
});

test.each([
  ['publish', ['--nonsense'], "Unknown option '--nonsense'"],
  ['can-i-deploy', ['--pacticipant', 'a', '--to-environment', 'b'], 'give either --version or --main-branch'],
  [
    'can-i-deploy',
    ['--pacticipant', 'a', '--version', '1'],
    'give one of --to-environment, --to and --to-main-branches',
  ],
  ['record-deployment', ['--nonsense'], "Unknown option '--nonsense'"],
  ['record-release', ['--application-instance', 'blue'], "Unknown option '--application-instance'"],
])('%s %j is a mistake in usage: exit code 2', async (name, args, words) => {
  const { exit, stderr } = await script(name, args);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`error USAGE: ${words}`)]);
});
