import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPython, interpreterOf } from '../../src/python/interpreter.ts';

/** A virtual environment with one module, which needs no installer. @returns its interpreter */
export function environmentWithModule(folder: string, name: string, source: string): string {
  const made = spawnSync(defaultPython, ['-m', 'venv', '--without-pip', folder], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  const [python = ''] = readdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'lib', python, 'site-packages', `${name}.py`), source);
  return interpreterOf(folder);
}
