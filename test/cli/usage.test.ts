import { readFileSync } from 'node:fs';
import { commands } from '../../src/cli/commands.ts';
import { callCommand } from './support/call-command.ts';
import { runCli } from './support/run-cli.ts';

const placement = ['--pacticipant', 'a', '--version', '1', '--environment', 'b'];

test('--help lists every command', async () => {
  const { exit, stdout } = await runCli('--help', []);
  expect(exit).toBe(0);
  for (const name of Object.keys(commands)) expect(stdout).toContain(`\n  ${name} `);
});

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await runCli('--version', [])).toMatchObject({ exit: 0, stdout: `${version}\n` });
});

test('an unknown command is a usage error that suggests a similar one', async () => {
  const { exit, stderr } = await runCli('can-i-deplo', []);
  expect([exit, stderr]).toEqual([2, expect.stringMatching(/error USAGE: .*can-i-deplo.*Did you mean can-i-deploy/s)]);
});

test('--json makes an unknown command a JSON document', async () => {
  const { exit, stdout } = await runCli('nonsense', ['--json']);
  expect([exit, JSON.parse(stdout).error.code]).toEqual([2, 'USAGE']);
});

test.each(['pact:publish', 'can-i-deploy', 'record-deployment', 'record-release'])(
  '%s --help shows every option and ends with 0',
  async (name) => {
    const { exit, stdout } = await callCommand(name, ['--help']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^Usage: npm run .*Options:.*--version.*--json.*Exit codes: 0 yes; 1 no, or/s);
  },
);

test.each([
  ['pact:publish', ['--nonsense'], "unknown option '--nonsense'"],
  ['can-i-deploy', ['--pacticipant', 'a', '--to-environment', 'b'], 'give either --version or --main-branch'],
  [
    'can-i-deploy',
    ['--pacticipant', 'a', '--version', '1'],
    'give one of --to-environment, --to and --to-main-branches',
  ],
  ['can-i-merge', ['--pacticipant', 'a', '--version', '1', '--to', 'b'], "unknown option '--to'"],
  ['record-deployment', [...placement, '--nonsense'], "unknown option '--nonsense'"],
  ['record-release', [...placement, '--application-instance', 'blue'], "unknown option '--application-instance'"],
])('%s %j is a usage error: exit code 2', async (name, args, words) => {
  const { exit, stderr } = await callCommand(name, args);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`error USAGE: ${words}`)]);
});

test.each([
  ['pact:verify', ['--provider', 'Orders Service', '--provider-ref', '1.0'], /is the name of a Python distribution/],
  ['pact:verify', ['--provider', 'orders'], /orders has to be installed, as a Python distribution.*verifyProvider/s],
  ['pact:usage', ['--consumer', 'a==1', '--provider', 'Orders Service'], /is the name of a Python distribution/],
])('%s %j says that the provider has to be a Python distribution', async (name, args, message) => {
  const { exit, stderr } = await callCommand(name, args);
  expect([exit, stderr]).toEqual([2, expect.stringMatching(message)]);
});
