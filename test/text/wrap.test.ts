import { styleText } from 'node:util';
import { wrapCommand, wrapLine, wrapWithCommand } from '../../src/text/wrap.ts';

const command = "npm run record-deployment -- --pacticipant core --version '<a version>' --environment production";

test('a line is wrapped between words, with the indentation of its first line', () => {
  expect(wrapLine('  one two three four', 12)).toEqual(['  one two', '  three four']);
});

test('the lines that follow have their own indentation', () => {
  expect(wrapLine('  ✘ one two three', 12, 4)).toEqual(['  ✘ one two', '    three']);
});

test('a line that fits is not changed', () => {
  expect(wrapLine('one  two', 8)).toEqual(['one  two']);
});

test('colours take no room', () => {
  const line = `${styleText('green', 'one two', { validateStream: false })} three`;
  expect(wrapLine(line, 13)).toEqual([line]);
});

test('a word that is too long stays whole', () => {
  expect(wrapLine('at http://127.0.0.1:9292/pacts', 10)).toEqual(['at', 'http://127.0.0.1:9292/pacts']);
});

test('nothing is wrapped where the output is not a terminal', () => {
  expect(wrapLine(command, Number.POSITIVE_INFINITY)).toEqual([command]);
});

test('the lines of a command are one command for a shell', () => {
  const lines = wrapCommand(`  ${command}`, 50);
  expect(lines).toEqual([
    '  npm run record-deployment -- \\',
    "    --pacticipant core --version '<a version>' \\",
    '    --environment production',
  ]);
});

test('a command at the end of a text has lines of its own', () => {
  expect(wrapWithCommand(`    Record it: ${command}`, 60)).toEqual([
    '    Record it:',
    '      npm run record-deployment -- --pacticipant core \\',
    "        --version '<a version>' --environment production",
  ]);
});
