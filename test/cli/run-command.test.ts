import { jest } from '@jest/globals';
import { durationMs, parseWholeNumber, runCommand } from '../../src/cli/support/run-command.ts';
import { ContractError } from '../../src/config/errors.ts';

const definition = {
  usage: 'npm run greet --',
  summary: 'Greets.',
  options: {
    name: { value: '<name>', required: true, description: 'person to greet' },
    times: { value: '<n>', default: '1', variable: 'GREETINGS', description: 'number of greetings' },
    also: { value: '<name>', multiple: true, description: 'another person' },
    loud: { description: 'in capitals' },
    'no-line-break': { description: 'on the same line' },
  },
  examples: ['npm run greet -- --name Ann'],
} as const;

type Main = Parameters<typeof runCommand<typeof definition.options>>[1];

/** What a run prints, and the exit code that it sets. */
async function run(args: string[], main: Main = async () => 0) {
  const out: string[] = [];
  const err: string[] = [];
  jest.spyOn(console, 'log').mockImplementation((line) => void out.push(line));
  jest.spyOn(console, 'error').mockImplementation((line) => void err.push(line));
  await runCommand(definition, main, args);
  const exit = process.exitCode;
  process.exitCode = undefined;
  jest.restoreAllMocks();
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

test('options have their values, defaults and lists, by their name in camel case', async () => {
  const main = jest.fn<Main>(async () => 1);
  const { exit } = await run(['--name', 'Ann', '--also', 'Bob', '--also=Cid', '--loud'], main);
  const expected = { name: 'Ann', times: '1', also: ['Bob', 'Cid'], loud: true, lineBreak: true, json: false };
  expect(main).toHaveBeenCalledWith(expected);
  expect(exit).toBe(1);
});

test('the variable of an option is preferred to its default, and the option to its variable', async () => {
  const main = jest.fn<Main>(async () => 0);
  process.env.GREETINGS = '2';
  await run(['--name', 'Ann'], main);
  await run(['--name', 'Ann', '--times', '3'], main);
  delete process.env.GREETINGS;
  expect(main.mock.calls.map(([{ times }]) => times)).toEqual(['2', '3']);
});

test('a flag is false until it is given, and one with no- is true', async () => {
  const main = jest.fn<Main>(async () => 0);
  await run(['--name', 'Ann', '--no-line-break'], main);
  expect(main).toHaveBeenCalledWith(expect.objectContaining({ loud: false, lineBreak: false }));
});

test.each([
  ['an unknown option', ['--name', 'Ann', '--nonsense'], "unknown option '--nonsense'"],
  ['a misspelt option', ['--name', 'Ann', '--tims', '2'], '--tims.*Did you mean --times'],
  ['an argument that is not an option', ['--name', 'Ann', 'Bob'], 'too many arguments'],
  ['a missing option', [], "required option '--name <name>' not specified"],
  ['an empty value', ['--name', ''], '--name is empty'],
  ['an empty value after =', ['--name='], '--name is empty'],
  ['an empty value in a list', ['--name', 'Ann', '--also', ''], '--also is empty'],
  ['an option without its value', ['--name'], "option '--name <name>' argument missing"],
  ['an option in place of a value', ['--name', '--loud'], '--name has no value'],
  ['a single value given twice', ['--name', 'Ann', '--name', 'Bob'], '--name is given more than once'],
  ['a single value given twice, once after =', ['--name', 'Ann', '--name=Ann'], '--name is given more than once'],
  [
    'a value with a default given twice',
    ['--name', 'Ann', '--times=1', '--times=1'],
    '--times is given more than once',
  ],
  ['a flag given twice', ['--name', 'Ann', '--loud', '--loud'], '--loud is given more than once'],
  [
    'a flag with no- given twice',
    ['--name=Ann', '--no-line-break', '--no-line-break'],
    '--no-line-break is given more',
  ],
])('%s is a usage error', async (_, args, words) => {
  const main = jest.fn<Main>(async () => 0);
  const { exit, err } = await run(args, main);
  expect([exit, err]).toEqual([2, expect.stringMatching(new RegExp(`error USAGE: .*${words}`, 's'))]);
  expect(err).toContain('--help');
  expect(main).not.toHaveBeenCalled();
});

test('a value that begins with a dash is accepted after =', async () => {
  const main = jest.fn<Main>(async () => 0);
  await run(['--name=-Ann'], main);
  expect(main).toHaveBeenCalledWith(expect.objectContaining({ name: '-Ann' }));
});

test('--help shows every option and runs nothing', async () => {
  const main = jest.fn<Main>(async () => 1);
  const { exit, out } = await run(['--help'], main);
  expect(exit).toBeUndefined();
  expect(out).toMatch(/^Usage: npm run greet -- \[options\]\n\nGreets\.\n/);
  expect(out).toMatch(
    /--name <name> +person to greet \(required\)\n +--times <n> +number of greetings \(default: GREETINGS, else 1\)\n/,
  );
  expect(out).toMatch(/--json .*Examples:\n {2}npm run greet -- --name Ann\n\nExit codes: 0 yes; 1 no, or/s);
  expect(main).not.toHaveBeenCalled();
});

const fail = (error: unknown) => run(['--name', 'Ann'], () => Promise.reject(error));

test('a ContractError is printed with its code and its next step, and sets the exit code', async () => {
  expect(await fail(new ContractError('NOT_FOUND', 'Ann'))).toEqual({
    exit: 1,
    out: '',
    err: expect.stringMatching(/^error NOT_FOUND: .*Ann.*\n {2}Check the spelling/),
  });
});

test('an unexpected error has exit code 2 and is printed with its stack', async () => {
  expect(await fail(new TypeError('oh'))).toMatchObject({
    exit: 2,
    err: expect.stringMatching(/^error UNEXPECTED: oh\n +at /),
  });
});

test('with --json an error is one document on stdout', async () => {
  const { exit, out, err } = await run(['--json', '--name', '']);
  expect([exit, err, JSON.parse(out).error.code]).toEqual([2, '', 'USAGE']);
});

test.each(['-1', '1.5', 'many', '', '1e3'])('%j is not a whole number', (value) => {
  expect(() => parseWholeNumber('times', value)).toThrow('--times is not a whole number');
});

test('a duration is read in milliseconds', () => {
  expect(durationMs('timeout', '2m')).toBe(120_000);
});

test('a duration without a unit is a usage error', () => {
  expect(() => durationMs('timeout', '20')).toThrow('--timeout is not a duration like 90s, 1h30m or 7d: 20');
});
