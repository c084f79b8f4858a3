import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withoutOrigin } from './origin.ts';
import type { PactTexts } from './staleness.ts';

/** The JSON files of a folder, each without its origin; none when there is no folder. */
export async function pactsOnDisk(directory: string): Promise<PactTexts> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json')).map(({ name }) => name);
  return texts(names, (name) => readFile(join(directory, name), 'utf8'));
}

/** The JSON files of a folder as git will have them in the next commit; undefined outside of a git checkout. */
export async function pactsInGit(directory: string): Promise<PactTexts | undefined> {
  const git = async (...args: string[]) => (await run('git', args, { cwd: directory, maxBuffer: 64 << 20 })).stdout;
  try {
    const listed = await git('ls-files', '-z', '--cached', '--', '*.json');
    const names = listed.split('\0').filter((name) => name !== '' && !name.includes('/'));
    return await texts(names, (name) => git('cat-file', 'blob', `:./${name}`));
  } catch {
    return undefined;
  }
}

const run = promisify(execFile);

async function texts(names: readonly string[], read: (name: string) => Promise<string>): Promise<PactTexts> {
  return new Map(await Promise.all(names.map(async (name) => [name, withoutOrigin(await read(name))] as const)));
}
