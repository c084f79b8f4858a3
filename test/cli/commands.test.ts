import { readFileSync } from 'node:fs';
import { commands } from '../../src/cli/commands.ts';

test('each command is an npm script of the same name', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const name of Object.keys(commands)) expect(Object.keys(scripts)).toContain(name);
});
