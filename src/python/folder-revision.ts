import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isBuildOutput } from './distribution.ts';

/** The commit that a folder has checked out. */
export interface FolderRevision {
  /** Full SHA. */
  readonly commit: string;
  /** Whether tracked files differ from the commit, or others were added; build output does not count. */
  readonly modified: boolean;
}

const GIT_TIMEOUT_MS = 20_000;

/** The commit of a folder in a git checkout; undefined elsewhere, and without git. */
export async function folderRevision(folder: string, env: NodeJS.ProcessEnv): Promise<FolderRevision | undefined> {
  const git = async (...args: string[]) =>
    (await promisify(execFile)('git', args, { cwd: folder, env, timeout: GIT_TIMEOUT_MS })).stdout.trim();
  try {
    const commit = await git('rev-parse', '--verify', 'HEAD^{commit}');
    const changed = (await git('status', '--porcelain', '-z', '--', '.')).split('\0').filter(Boolean);
    return { commit, modified: changed.some((line) => !isOfBuild(line)) };
  } catch {
    return undefined;
  }
}

/** A line is `?? build/` or ` M src/file.py`. */
function isOfBuild(line: string): boolean {
  return line.startsWith('?? ') && line.slice(3).split('/').some(isBuildOutput);
}
