import { readFileSync } from 'node:fs';
import { asCommand, commands } from '../../../src/cli/support/commands.ts';

test.each([
  ['npm run pact:verify -- --core-ref <ref>', 'npx market-data-contracts verify --core-ref <ref>'],
  ['npm run broker -- [options]', 'npx market-data-contracts broker [options]'],
  ['Then run npm run token:check.', 'Then run npx market-data-contracts token-check.'],
  ['npm run test:pact', 'npm run test:pact'],
])('%s is, in the package, %s', (text, told) => {
  expect(asCommand(text)).toBe(told);
});

test('each command is a script of npm, too', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const { script } of Object.values(commands)) expect(Object.keys(manifest.scripts)).toContain(script);
});
