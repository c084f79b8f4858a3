import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type PythonOrigin, writeOrigin } from '../../src/pact/origin.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The origin of a pact that a release of the pipeline wrote. */
export const pipelineOrigin: PythonOrigin = {
  code: 'python',
  distribution: 'market-data-pipeline',
  version: '0.8.70',
  core: '1.4.61',
  python: '3.11.7',
  contracts: 'a'.repeat(40),
};

/** A folder with the committed pacts as the pipeline writes them, at the release or commit of `origin`. */
export function pactsOfPipeline(origin: Partial<PythonOrigin> = {}): string {
  const folder = temporaryFolder('pipeline-pacts');
  for (const name of readdirSync('pacts').filter((file) => file.endsWith('.json'))) {
    copyFileSync(join('pacts', name), join(folder, name));
    writeOrigin(join(folder, name), { ...pipelineOrigin, ...origin });
  }
  return folder;
}
