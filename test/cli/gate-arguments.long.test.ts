import { runCli } from './support/run-cli.ts';

const subject = ['--pacticipant', 'osprey', '--version', '1'];
const gates: [string, string[]][] = [
  ['can-i-deploy', [...subject, '--to-environment', 'production']],
  ['can-i-merge', subject],
];

/** No broker is configured: a question would be sent to an empty embedded one. */
describe.each(gates)('%s', (name, args) => {
  test.each([
    ['--help after the options', [...args, '--help'], '--help is given beside other arguments'],
    ['--help before the options', ['--help', ...args], '--help is given beside other arguments'],
    ['-h', [...args, '-h'], '-h is given beside other arguments'],
    ['--help twice', ['--help', '--help'], '--help is given beside other arguments'],
    ['--help as a value', ['--pacticipant', '--help'], '--help is given beside other arguments'],
    ['--help beside --json', ['--help', '--json'], '--help is given beside other arguments'],
    ['--help after --', [...args, '--', '--help'], '--help is given beside other arguments'],
    ['a repeated option', [...args, '--version', '2'], '--version is given more than once'],
    ['a repeated flag', [...args, '--require-result', '--require-result'], '--require-result is given more than once'],
    ['an unknown option', [...args, '--dry-run'], "unknown option '--dry-run'"],
    ['another argument', [...args, 'osprey'], 'too many arguments'],
  ])('refuses %s', async (_, given, message) => {
    const { exit, stdout, stderr } = await runCli(name, given);
    expect([exit, `${stdout}${stderr}`]).toEqual([2, expect.stringContaining(message)]);
    expect(`${stdout}${stderr}`).toContain('USAGE');
  });

  test('shows its own help', async () => {
    const { exit, stdout } = await runCli(name, ['--help']);
    expect([exit, stdout]).toEqual([0, expect.stringMatching(new RegExp(`^Usage: .*${name}.* \\[options\\]`))]);
    expect(/--to-environment/.test(stdout)).toBe(name === 'can-i-deploy');
  });
});

test.each(['--to-environment=production', '--to=production', '--to-main-branches'])(
  'can-i-merge refuses %s: its target is the main branches',
  async (target) => {
    const { exit, stderr } = await runCli('can-i-merge', [...subject, target]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('unknown option')]);
  },
);

test.each(['--help', '-h', '--version'])('%s of the program is no answer to a command after it', async (option) => {
  const { exit, stderr } = await runCli(option, ['can-i-merge', ...subject]);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`${option} is given beside other arguments`)]);
});
