/** Writes docs/api.md: every export of the package with its declaration and docstring, from the files of src/package/. */
import { writeFileSync } from 'node:fs';
import { runCommand } from '../src/cli/support/run-command.ts';
import { apiReference } from './support/api-reference.ts';

const command = {
  usage: 'npm run docs:api --',
  summary: 'Writes docs/api.md, the reference of what the package exports, from the docstrings.',
  options: {},
} as const;

await runCommand(command, async ({ json }) => {
  writeFileSync('docs/api.md', apiReference());
  if (json) console.log(JSON.stringify({ written: 'docs/api.md' }));
  return 0;
});
