import { ContractError } from '../config/errors.ts';
import { originOf, type PactOrigin } from '../pact/origin.ts';
import { versionAtCommit } from '../python/ref.ts';
import type { PactFile } from './pact-files.ts';

/**
 * Checks that the pact was written by the version that it is published for: the pipeline itself, installed from that commit or release.
 * @throws ContractError PACT_ORIGIN_REFUSED if other code wrote it, or if the pact does not name the code
 */
export function assertWrittenBy(version: string, { file, pact }: PactFile): void {
  const problem = findProblem(originOf(pact), version);
  if (problem) throw new ContractError('PACT_ORIGIN_REFUSED', `${file}, for version ${version}: ${problem}`);
}

function findProblem(origin: PactOrigin | undefined, version: string): string | undefined {
  if (!origin) return 'it does not name the code that wrote it';
  if (origin.code === 'reference') return 'the TypeScript reference model wrote it, not the pipeline';
  const { distribution, commit, modified } = origin;
  const writer = `${distribution} ${origin.version}${commit ? ` at commit ${commit}` : ''}`;
  if (modified) return `${writer} wrote it, from a folder with uncommitted changes or outside of git`;
  const versions = commit ? [commit, versionAtCommit(origin.version, commit)] : [origin.version];
  return versions.includes(version) ? undefined : `${writer} wrote it`;
}
