import { ContractError } from '../config/errors.ts';
import { originOf, type PactOrigin } from '../pact/origin.ts';
import { hasUsage, isUsageAlone } from '../pact/usage-part.ts';
import { versionAtCommit } from '../python/ref.ts';
import { usageMetadataOf } from '../usage/pact.ts';
import type { PactFile } from './pact-files.ts';

/**
 * Checks that the pact was written by the version that it is published for: the consumer itself, installed from that commit or release. Its
 * usage was read from the same code.
 * @throws ContractError PACT_ORIGIN_REFUSED if other code wrote it, or if the pact does not name the code; USAGE_ORIGIN_REFUSED
 */
export function assertWrittenBy(version: string, { file, pact }: PactFile): void {
  assertReadFrom(version, { file, pact });
  const problem = isUsageAlone(pact) ? undefined : findProblem(originOf(pact), version);
  if (problem) throw new ContractError('PACT_ORIGIN_REFUSED', `${file}, for version ${version}: ${problem}`);
}

/**
 * Checks that the usage in a pact was read from the version that the pact is published for.
 * @throws ContractError USAGE_ORIGIN_REFUSED
 */
export function assertReadFrom(version: string, { file, pact }: PactFile): void {
  if (!hasUsage(pact)) return;
  const usage = usageMetadataOf(pact)?.consumer;
  const problem = usage
    ? findCodeProblem(usage, version, (code) => `its usage was read from ${code}`)
    : 'it does not name the code that its usage was read from';
  if (problem) throw new ContractError('USAGE_ORIGIN_REFUSED', `${file}, for version ${version}: ${problem}`);
}

function findProblem(origin: PactOrigin | undefined, version: string): string | undefined {
  if (!origin) return 'it does not name the code that wrote it';
  if (origin.code === 'reference') return 'the TypeScript reference model wrote it, not the pipeline';
  return findCodeProblem(origin, version, (code) => `${code} wrote it`);
}

interface Code {
  readonly distribution: string;
  readonly version: string;
  readonly commit?: string | undefined;
  readonly modified?: true | undefined;
}

function findCodeProblem(code: Code, version: string, describe: (code: string) => string): string | undefined {
  const { distribution, commit, modified } = code;
  const name = `${distribution} ${code.version}${commit ? ` at commit ${commit}` : ''}`;
  if (modified) return `${describe(name)}, from a folder with uncommitted changes or outside of git`;
  const versions = commit ? [commit, versionAtCommit(code.version, commit)] : [code.version];
  return versions.includes(version) ? undefined : describe(name);
}
