import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runCommand } from '../../src/cli/support/run-command.ts';
import { writeCommonJs } from './common-js.ts';

const command = {
  usage: 'npm run build --',
  summary: 'Compiles src/ and the commands to dist/, with types, as ES modules and for require(), for npm pack.',
  options: {},
} as const;

await runCommand(command, async ({ json }) => {
  rmSync('dist', { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { stdio: ['ignore', 2, 2] });
  // Files that are read at run time: style sheets, icons, the Python bridges.
  cpSync('src', 'dist', {
    recursive: true,
    filter: (path) => !/\.(tsx?|md|pyc)$|bundled\.mjs$|__pycache__/.test(path),
  });
  await writeCommonJs('dist/package');
  if (json) console.log(JSON.stringify({ built: 'dist' }));
  return 0;
});
