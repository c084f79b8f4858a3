import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** A git repository in the folder `pipeline` of a checkout with the stand-in for the pipeline, committed once; its commit. */
export function standInPipeline(checkout: string): string {
  const path = join(checkout, 'pipeline');
  cpSync(here, path, { recursive: true, filter: (file) => !file.includes('__pycache__') });
  const identity = ['-c', 'user.name=Pipeline', '-c', 'user.email=pipeline@example.org'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: path, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=base');
  git('add', '.');
  git('commit', '--quiet', '--message=pipeline');
  return git('rev-parse', 'HEAD');
}

/** A folder with a wheel of a stand-in, for an installation without an index. */
export function wheelOf(project: string, folder: string, python: string): string {
  const wheels = join(folder, 'wheels');
  mkdirSync(wheels, { recursive: true });
  const build = `import build_backend; build_backend.build_wheel(${JSON.stringify(wheels)})`;
  execFileSync(python, ['-B', '-c', build], { cwd: project });
  return wheels;
}
