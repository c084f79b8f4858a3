import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ContractError } from '../config/errors.ts';

/** Where a distribution comes from; `newest` is the newest release that the requirements of the others allow. */
export type DistributionSource = NamedSource | { readonly kind: 'newest' };

/** What a user can name. Paths are absolute; `commit` is a full SHA. */
export type NamedSource =
  | { readonly kind: 'release'; readonly number: string }
  | { readonly kind: 'git'; readonly repository: string; readonly commit: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'wheel'; readonly path: string };

/** One Python distribution to install. */
export interface Distribution {
  /** Its name on the package index, e.g. `market-data-core`. */
  readonly name: string;
  readonly source: DistributionSource;
  /** Optional parts to install as well, e.g. `['redis']`. */
  readonly extras?: readonly string[];
}

/** A folder with more files than this is not hashed: it is not a Python project. */
const MAX_FOLDER_FILES = 20_000;

/** Build output and environments: they change without a change of the source. */
const IGNORED_FOLDERS = new Set([
  '.git',
  '.hg',
  '.venv',
  'venv',
  '__pycache__',
  'node_modules',
  'build',
  'dist',
  '.tox',
]);

/** The requirement in the form that pip and uv read (PEP 508), e.g. `market-data-core[redis]==1.4.61`. */
export function requirementOf({ name, source, extras = [] }: Distribution): string {
  const target = extras.length === 0 ? name : `${name}[${extras.join(',')}]`;
  switch (source.kind) {
    case 'release':
      return `${target}==${source.number}`;
    case 'newest':
      return target;
    case 'git':
      return `${target} @ git+${withHost(source.repository)}@${source.commit}`;
    case 'folder':
    case 'wheel':
      return `${target} @ ${pathToFileURL(source.path).href}`;
  }
}

/** pip accepts a `git+file:` URL behind `@` only if it names a host. */
function withHost(repository: string): string {
  return repository.replace(/^file:\/\/\//, 'file://localhost/');
}

/**
 * A key that is equal for equal content: the release number or commit; for a wheel a hash of its bytes; for a folder a hash of the names,
 * sizes and modification times of its files.
 * @throws ContractError DISTRIBUTION_UNKNOWN when the path does not exist or contains too many files
 */
export function identityOf(distribution: Distribution): string {
  const { source } = distribution;
  const requirement = requirementOf(distribution);
  if (source.kind === 'release' || source.kind === 'newest' || source.kind === 'git') return requirement;
  try {
    const hash = createHash('sha256');
    if (source.kind === 'wheel') hash.update(readFileSync(source.path));
    else for (const line of describeFiles(source.path)) hash.update(line);
    return `${requirement}#${hash.digest('hex')}`;
  } catch (cause) {
    throw new ContractError('DISTRIBUTION_UNKNOWN', `${requirement}: ${(cause as Error).message}`, { cause });
  }
}

/** Whether a folder of this name contains build output or tool caches, not source code. */
export function isBuildOutput(folder: string): boolean {
  return IGNORED_FOLDERS.has(folder) || folder.endsWith('.egg-info');
}

function describeFiles(root: string): string[] {
  const lines: string[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!isBuildOutput(entry.name)) visit(path);
        continue;
      }
      if (lines.length >= MAX_FOLDER_FILES) throw new Error(`the folder has more than ${MAX_FOLDER_FILES} files`);
      const { size, mtimeMs } = lstatSync(path);
      lines.push(`${relative(root, path)}\0${size}\0${mtimeMs}\n`);
    }
  };
  visit(root);
  return lines.sort();
}
