import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'src/config/errors';

/** The commands of the package, as `CommandName` declares them. */
const commands = new Set(
  [...readFileSync('src/text/command.ts', 'utf8').matchAll(/^ {2}\| '([\w:-]+)'/gm)].map(([, name = '']) => name),
);

test('the commands of the package are found in their type', () => {
  expect([...commands]).toEqual(expect.arrayContaining(['test:pact', 'can-i-deploy', 'fanout']));
});

test.each(readdirSync(folder))('%s builds every command of the package with command()', (file) => {
  const literals = [...readFileSync(join(folder, file), 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
  expect(literals.filter((name = '') => commands.has(name))).toEqual([]);
});
