import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** The commit of this checkout of the contracts, or the package's version where there is no checkout. */
export function contractsVersion(): string {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: project, encoding: 'utf8', stdio: [...stdio] }).trim();
  } catch {
    return JSON.parse(readFileSync(`${project}package.json`, 'utf8')).version;
  }
}
