import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';

const left = /^(NODE_OPTIONS|JEST_|PACT_|npm_lifecycle_|npm_package_|INIT_CWD)/;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !left.test(name)));

/** Whether packages can be installed here; prints one line if they cannot. */
export function registryAnswers(): boolean {
  const asked = spawnSync('npm', ['view', 'jest', 'version', '--fetch-retries=0', '--fetch-timeout=20000'], { env });
  if (asked.status !== 0)
    process.stderr.write('skipped: the npm registry does not answer; connect to it to try the package\n');
  return asked.status === 0;
}

/** Packs this project, and installs that with jest in an empty folder; returns the folder. */
export function installElsewhere(): string {
  const folder = temporaryFolder('elsewhere');
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename, files }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'elsewhere', private: true, type: 'module' }));
  writeFileSync(join(folder, 'files.json'), JSON.stringify(files.map(({ path }: { path: string }) => path)));
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  execFileSync('npm', ['install', ...options, join(folder, filename), 'jest@30.5.2'], {
    cwd: folder,
    env,
    stdio: 'ignore',
  });
  return folder;
}

/** Runs a program there. */
export function runThere(folder: string, program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8', timeout: 300_000 });
  return { status, stdout, stderr };
}
