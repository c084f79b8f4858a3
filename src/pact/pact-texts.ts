import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { interactionsOf } from './meaning.ts';
import { withoutOrigin } from './origin.ts';
import { withoutUsage } from './usage-part.ts';

/** The texts of pact files as consumer tests write them, without origin and usage, by file name. */
export type PactTexts = ReadonlyMap<string, string>;

/** The JSON files of a folder; none when there is no folder. */
export async function pactsOnDisk(directory: string): Promise<PactTexts> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json')).map(({ name }) => name);
  return readTexts(names, (name) => readFile(join(directory, name), 'utf8'));
}

/** The JSON files of a folder as in git's index, from which the next commit is made; undefined outside a git checkout. */
export async function pactsInGit(directory: string): Promise<PactTexts | undefined> {
  const options = { cwd: directory, maxBuffer: 64 << 20 };
  const git = async (...args: string[]) => (await promisify(execFile)('git', args, options)).stdout;
  try {
    const listed = await git('ls-files', '-z', '--cached', '--', '*.json');
    const names = listed.split('\0').filter((name) => name !== '' && !name.includes('/'));
    return await readTexts(names, (name) => git('cat-file', 'blob', `:./${name}`));
  } catch {
    return undefined;
  }
}

async function readTexts(names: readonly string[], readText: (name: string) => Promise<string>): Promise<PactTexts> {
  const texts = names.map(async (name) => [name, withoutUsage(withoutOrigin(await readText(name)))] as const);
  const found = await Promise.all(texts);
  return new Map(found.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
}

/** The number of interactions in all files. */
export function countInteractions(pacts: PactTexts): number {
  return [...pacts.values()].reduce((count, text) => count + interactionsOf(JSON.parse(text)).length, 0);
}
