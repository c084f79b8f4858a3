import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isUnfinished, MARKER } from './environment.ts';

/** An environment in the cache folder. */
export interface CachedEnvironment {
  readonly folder: string;
  readonly bytes: number;
  readonly lastUsed: Date;
}

/** An environment that was not finished within this time was left by a process that ended early. */
const UNFINISHED_AFTER_MS = 60 * 60_000;

/** Every finished environment of a cache folder, the most recently used first. A file shared by several environments counts in each. */
export function listEnvironments(cacheFolder: string): CachedEnvironment[] {
  return foldersIn(cacheFolder)
    .filter((folder) => existsSync(join(folder, MARKER)))
    .map((folder) => ({ folder, bytes: sizeOf(folder), lastUsed: statSync(join(folder, MARKER)).mtime }))
    .sort((a, b) => b.lastUsed.getTime() - a.lastUsed.getTime());
}

/** Removes the environments that were last used before `since`, and the folders of unfinished ones; returns the removed ones. */
export function removeUnused(cacheFolder: string, since: Date, now: Date): CachedEnvironment[] {
  const unused = listEnvironments(cacheFolder).filter(({ lastUsed }) => lastUsed < since);
  const abandoned = foldersIn(cacheFolder)
    .filter((folder) => isUnfinished(folder) && now.getTime() - statSync(folder).mtimeMs > UNFINISHED_AFTER_MS)
    .map((folder) => ({ folder, bytes: sizeOf(folder), lastUsed: statSync(folder).mtime }));
  const removed = [...unused, ...abandoned];
  for (const { folder } of removed) rmSync(folder, { recursive: true, force: true });
  return removed;
}

function foldersIn(cacheFolder: string): string[] {
  if (!existsSync(cacheFolder)) return [];
  return readdirSync(cacheFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(cacheFolder, name));
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((bytes, entry) => bytes + statSync(join(entry.parentPath, entry.name)).size, 0);
}
