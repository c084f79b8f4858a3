import { type CommandOptions, command, shellQuote } from '../../src/text/command.ts';

test.each<[CommandOptions | undefined, string]>([
  [undefined, 'npm run can-i-deploy'],
  [{ pacticipant: 'core', version: '1.0' }, 'npm run can-i-deploy -- --pacticipant core --version 1.0'],
  [{ version: '<version>' }, "npm run can-i-deploy -- --version '<version>'"],
  [{ ignore: ['a', 'b'] }, 'npm run can-i-deploy -- --ignore a --ignore b'],
  [{ 'main-branch': true, version: undefined }, 'npm run can-i-deploy -- --main-branch'],
  [{ version: undefined }, 'npm run can-i-deploy'],
  [{ version: '-1' }, 'npm run can-i-deploy -- --version=-1'],
])('options %j are written as %s', (options, text) => expect(command('can-i-deploy', options)).toBe(text));

test.each([
  ['1.0-rc.1', '1.0-rc.1'],
  ['two words', "'two words'"],
  ["it's $HOME", "'it'\\''s $HOME'"],
  ['', "''"],
])('%j is quoted as %s', (text, word) => expect(shellQuote(text)).toBe(word));
