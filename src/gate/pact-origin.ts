import { ContractError } from '../config/errors.ts';
import { originOf, type PactOrigin } from '../pact/origin.ts';
import { versionAtCommit } from '../python/ref.ts';
import type { PactFile } from './pact-files.ts';

/**
 * A pact is published for the code that wrote it: the pipeline itself, installed from the commit or release that `version` names.
 * @throws ContractError PACT_ORIGIN_REFUSED when other code wrote it, or when the pact does not say which
 */
export function assertWrittenBy(version: string, { file, pact }: PactFile): void {
  const problem = problemWith(originOf(pact), version);
  if (problem) throw new ContractError('PACT_ORIGIN_REFUSED', `${file}, for version ${version}: ${problem}`);
}

function problemWith(origin: PactOrigin | undefined, version: string): string | undefined {
  if (!origin) return 'it does not say which code wrote it';
  if (origin.code === 'reference') return 'the TypeScript reference model wrote it, not the pipeline';
  const { distribution, commit, modified } = origin;
  const writer = `${distribution} ${origin.version}${commit ? ` at commit ${commit}` : ''}`;
  if (modified) return `${writer} wrote it, from a folder with content that no commit names`;
  const versions = commit ? [commit, versionAtCommit(origin.version, commit)] : [origin.version];
  return versions.includes(version) ? undefined : `${writer} wrote it`;
}
