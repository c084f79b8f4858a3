import { execFileSync } from 'node:child_process';
import { makeStandIn, type StandIn } from '../stand-in-core/variants.ts';

/** A git repository below `folder` with that version of the stand-in, committed once on the branch `base`. */
export function standInRepository(variant: StandIn, folder: string) {
  const path = makeStandIn(variant, folder);
  const identity = ['-c', 'user.name=Core', '-c', 'user.email=core@example.org'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: path, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=base');
  git('add', '.');
  git('commit', '--quiet', '--message=core');
  return { path, git, head: git('rev-parse', 'HEAD') };
}
