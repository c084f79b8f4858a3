import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Copies this repository, as it is on disk, into a folder below `folder` and commits it. Returns the path and the commit. */
export function scratchCheckout(folder: string): { path: string; sha: string } {
  const path = join(folder, 'checkout');
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  for (const file of listed
    .split('\0')
    .filter((name) => name && !name.startsWith('test/golden/') && existsSync(name))) {
    mkdirSync(join(path, dirname(file)), { recursive: true });
    copyFileSync(file, join(path, file));
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=Pipeline', '-c', 'user.email=pipeline@example.org', 'commit', '--quiet', '--message=all');
  return { path, sha: git('rev-parse', 'HEAD') };
}

/**
 * A folder to put first on the PATH: its `npm` is the real one, but for `npm ci`, which links what is installed here, and for
 * waits, which it shortens.
 */
export function quickTools(folder: string): string {
  const bin = join(folder, 'bin');
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  mkdirSync(bin, { recursive: true });
  const script = `#!/usr/bin/env bash
if [ "$1" = ci ]; then ln -sfn '${resolve('node_modules')}' node_modules; exit; fi
args=()
for arg in "$@"; do [ "$last" = --retry-interval ] && arg=1; args+=("$arg"); last=$arg; done
exec '${npm}' "\${args[@]}"
`;
  writeFileSync(join(bin, 'npm'), script);
  chmodSync(join(bin, 'npm'), 0o755);
  const node = `#!/bin/sh\ncase "$*" in *'src/cli/main.ts fanout'*) set -- "$@" --interval 1s;; esac\nexec '${process.execPath}' "$@"\n`;
  writeFileSync(join(bin, 'node'), node);
  chmodSync(join(bin, 'node'), 0o755);
  return bin;
}
