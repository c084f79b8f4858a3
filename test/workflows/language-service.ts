import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { validate } from '@actions/languageservice/validate';
import { TextDocument } from 'vscode-languageserver-textdocument';

/**
 * GitHub's own language service on the workflows whose paths are given, as a program of its own (it imports JSON in a way that
 * only a loader takes); prints one JSON: what it has against them.
 */

/** Of the actions that are used, the inputs that are used: a misspelt one is none of them. */
const inputs: Readonly<Record<string, readonly string[]>> = {
  checkout: ['repository', 'ref', 'path', 'persist-credentials'],
  'setup-node': ['node-version', 'cache'],
  'setup-python': ['python-version', 'cache', 'cache-dependency-path'],
};

const config = {
  actionsMetadataProvider: {
    fetchActionMetadata: async ({ name }: { name: string }) => ({
      name,
      description: '',
      inputs: Object.fromEntries((inputs[name] ?? []).map((input) => [input, { description: '' }])),
    }),
  },
  fileProvider: {
    getFileContent: async ({ path }: { path: string }) => {
      const name = `.github/workflows/${basename(path)}`;
      return { name, content: readFileSync(name, 'utf8') };
    },
  },
};

const problems: string[] = [];
for (const path of process.argv.slice(2)) {
  const uri = `file:///repository/.github/workflows/${basename(path)}`;
  const found = await validate(TextDocument.create(uri, 'yaml', 0, readFileSync(path, 'utf8')), config as never);
  problems.push(...found.map(({ message, range }) => `${path}:${range.start.line + 1} ${message}`));
}
console.log(JSON.stringify(problems));
