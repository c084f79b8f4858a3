import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';

const left = /^(NODE_OPTIONS|JEST_|PACT_|npm_lifecycle_|npm_package_|INIT_CWD)/;
/** The environment without the variables of this project's own tests. */
export const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !left.test(name)));

/** Whether packages can be installed here; prints one line if they cannot. */
export function registryAnswers(): boolean {
  const asked = spawnSync('npm', ['view', 'jest', 'version', '--fetch-retries=0', '--fetch-timeout=20000'], { env });
  if (asked.status !== 0)
    process.stderr.write('skipped: the npm registry does not answer; connect to it to try the package\n');
  return asked.status === 0;
}

/** Packs this project into a folder; returns the package's file. */
export function packInto(folder: string): string {
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename, files }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
  writeFileSync(join(folder, 'files.json'), JSON.stringify(files.map(({ path }: { path: string }) => path)));
  return join(folder, filename);
}

/** Installs the package and other packages in a new folder that contains the files of `test/package/project/`; returns the folder. */
export function installElsewhere(file: string, others: readonly string[]): string {
  const folder = temporaryFolder('elsewhere');
  cpSync(join(import.meta.dirname, 'project'), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'elsewhere', private: true, type: 'module' }));
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=warn'];
  const { status, stderr } = runThere(folder, 'npm', ['install', ...options, file, ...others]);
  if (status !== 0) throw new Error(stderr);
  writeFileSync(join(folder, 'warnings.txt'), stderr);
  return folder;
}

/** The size of the installed packages in MB (10^6 bytes). */
export function installedMegabytes(folder: string): number {
  const files = readdirSync(join(folder, 'node_modules'), { recursive: true, withFileTypes: true });
  const bytes = files.filter((file) => file.isFile()).map((file) => statSync(join(file.parentPath, file.name)).size);
  return bytes.reduce((sum, size) => sum + size, 0) / 1e6;
}

/** Runs a program there. */
export function runThere(folder: string, program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8', timeout: 300_000 });
  return { status, stdout, stderr };
}
