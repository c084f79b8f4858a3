import { jest } from '@jest/globals';
import { help, runCommand, wholeNumber } from '../../../src/cli/support/command.ts';
import { ContractError } from '../../../src/config/errors.ts';

const command = {
  usage: 'npm run greet --',
  summary: 'Greets.',
  options: {
    name: { value: '<name>', required: true, description: 'whom' },
    times: { value: '<n>', default: '1', description: 'how often' },
    also: { value: '<name>', multiple: true, description: 'whom else' },
    loud: { description: 'in capitals' },
  },
  examples: ['npm run greet -- --name Ann'],
} as const;

type Main = Parameters<typeof runCommand<typeof command.options>>[1];

/** What a run prints, and the exit code it leaves behind. */
async function run(args: string[], main: Main = async () => 0) {
  const [out, err]: [string[], string[]] = [[], []];
  jest.spyOn(console, 'log').mockImplementation((line) => void out.push(line));
  jest.spyOn(console, 'error').mockImplementation((line) => void err.push(line));
  await runCommand(command, main, args);
  const exit = process.exitCode;
  process.exitCode = undefined;
  jest.restoreAllMocks();
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

test('options arrive with their values, defaults and lists', async () => {
  const seen = jest.fn<Main>(async () => 1);
  const { exit } = await run(['--name', 'Ann', '--also', 'Bob', '--also=Cid', '--loud'], seen);
  const expected = { name: 'Ann', times: '1', also: ['Bob', 'Cid'], loud: true, json: false };
  expect(seen).toHaveBeenCalledWith(expect.objectContaining(expected));
  expect(exit).toBe(1);
});

test.each([
  ['an unknown option', ['--name', 'Ann', '--nonsense'], "Unknown option '--nonsense'"],
  ['an argument that is no option', ['--name', 'Ann', 'Bob'], "Unexpected argument 'Bob'"],
  ['a missing option', [], '--name <name> is missing'],
  ['an empty option', ['--name', ''], '--name is empty'],
  ['an empty one of a list', ['--name', 'Ann', '--also', ''], '--also is empty'],
  ['an option without its value', ['--name'], "Option '--name <value>' argument missing"],
])('%s is a mistake in usage', async (_, args, words) => {
  const main = jest.fn<Main>(async () => 0);
  expect(await run(args, main)).toMatchObject({ exit: 2, err: expect.stringContaining(`error USAGE: ${words}`) });
  expect(main).not.toHaveBeenCalled();
});

test('--help shows every option, whatever else is given, and does nothing', async () => {
  const main = jest.fn<Main>(async () => 1);
  const { exit, out } = await run(['--help'], main);
  expect([exit, out]).toEqual([undefined, help(command)]);
  expect(out).toMatch(/--name <name> +whom \(required\)\n +--times <n> +how often \(default: 1\)\n/);
  expect(main).not.toHaveBeenCalled();
});

const fail = (error: unknown) => run(['--name', 'Ann'], () => Promise.reject(error));

test('an error of ours is told with its code and the next step, and decides the exit code', async () => {
  expect(await fail(new ContractError('NOT_FOUND', 'Ann'))).toEqual({
    exit: 1,
    out: '',
    err: expect.stringMatching(/^error NOT_FOUND: .*know Ann\n {2}Check the spelling/),
  });
});

test('an error that nobody foresaw is exit code 2, with where it happened', async () => {
  expect(await fail(new TypeError('oh'))).toMatchObject({
    exit: 2,
    err: expect.stringMatching(/^error UNEXPECTED: oh\n +at /),
  });
});

test('with --json an error is one document on stdout', async () => {
  const { exit, out, err } = await run(['--json', '--name', '']);
  expect([exit, err, JSON.parse(out).error.code]).toEqual([2, '', 'USAGE']);
});

test.each(['-1', '1.5', 'many', '', '1e3'])('%j is no whole number', (value) => {
  expect(() => wholeNumber('times', value)).toThrow('--times is not a whole number');
});
