import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { validate } from '@actions/languageservice/validate';
import { TextDocument } from 'vscode-languageserver-textdocument';

/**
 * Runs GitHub's language service on the workflow files given as arguments, and prints its problems as one JSON array. It is a separate
 * program because the service imports JSON in a way that needs a loader.
 */

/** The inputs that the workflows use of each action, so that a misspelt input is a problem. */
const inputs: Readonly<Record<string, readonly string[]>> = {
  checkout: ['repository', 'ref', 'path', 'persist-credentials'],
  'setup-node': ['node-version', 'cache'],
  'upload-artifact': ['name', 'path', 'if-no-files-found', 'overwrite', 'retention-days'],
  'download-artifact': ['name', 'path'],
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
