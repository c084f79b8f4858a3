import { readFileSync } from 'node:fs';
import { apiReference } from '../../scripts/support/api-reference.ts';

const reference = apiReference();

test('docs/api.md is what `npm run docs:api` writes', () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(reference);
});

test('the reference has the declaration, the docstring and the errors of a function', () => {
  const [section = ''] = /^### publishPacts\n.*?(?=^###)/ms.exec(reference) ?? [];
  expect(section).toContain('Publishes the pacts of a folder with the official client');
  expect(section).toContain('- Errors: ContractError NO_PACTS');
  expect(section).toContain('{ consumer, folder, ...build }: PactsToPublish');
  expect(section).not.toContain('return ');
});
