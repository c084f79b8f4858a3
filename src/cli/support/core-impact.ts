import type { Config } from '../../config/config.ts';
import { ContractError } from '../../config/errors.ts';
import { provider } from '../../contracts/interactions.ts';
import type { PactInForce } from '../../impact/reliance.ts';
import { type CompareScope, compareWithPacts } from '../../impact/schema/compare-pacts.ts';
import type { Finding } from '../../impact/schema/finding.ts';
import { recordedCore } from '../../provider/record-core-schemas.ts';
import { startCore } from '../../provider/start-core.ts';
import { PYTHON_CACHE_FOLDER } from '../../python/environment.ts';
import { loadCoreProposals } from './propose-core.ts';
import type { RecordedSchemas } from './recorded-schemas.ts';

/** The effects of a schema, or of a version of core, on the fields that consumers rely on. */
export interface Impact {
  /** The file of the schema, or core and its version, for reports. */
  readonly subject: string;
  readonly findings: readonly Finding[];
}

export interface CoreImpactOptions {
  /** Installs core at this ref. By default core is imported by the interpreter of CORE_PYTHON. */
  readonly ref?: string | undefined;
  readonly logProgress: (line: string) => void;
  readonly scope?: CompareScope;
}

/** Compares the JSON Schemas of core's own classes with the pacts in force. */
export async function findCoreImpact(
  pacts: readonly PactInForce[],
  config: Config,
  { ref, logProgress, scope }: CoreImpactOptions,
): Promise<Impact> {
  const core = await startCore(
    { core: 'python', ref, python: config.CORE_PYTHON },
    {
      repository: config.CORE_REPOSITORY,
      cacheFolder: PYTHON_CACHE_FOLDER,
      env: process.env,
      progress: (line) => logProgress(`  ${line}`),
    },
  );
  try {
    return {
      subject: `${provider} ${core.version}`,
      findings: compareWithPacts(pacts, await loadCoreProposals(core), scope),
    };
  } finally {
    await core.close();
  }
}

/** The same for a core whose schemas come from a file of answers; none of its code runs. */
export async function findRecordedImpact(
  pacts: readonly PactInForce[],
  { version, schemas }: RecordedSchemas,
  scope?: CompareScope,
): Promise<Impact> {
  if ('problem' in schemas) throw new ContractError('SCHEMAS_MISSING', schemas.problem);
  const findProposal = await loadCoreProposals(recordedCore(schemas));
  return { subject: `${provider} ${version}`, findings: compareWithPacts(pacts, findProposal, scope) };
}
