import type { Config } from '../../config/config.ts';
import { provider } from '../../contracts/interactions.ts';
import type { PactInForce } from '../../impact/reliance.ts';
import { type CompareScope, compareWithPacts } from '../../impact/schema/compare.ts';
import type { Finding } from '../../impact/schema/finding.ts';
import { startCore } from '../../provider/start-core.ts';
import { PYTHON_CACHE_FOLDER } from '../../python/environment.ts';
import { proposeCore } from './propose-core.ts';

/** What a version of core would break. */
export interface CoreImpact {
  readonly subject: string;
  readonly findings: readonly Finding[];
}

/** Compares the JSON schemas of core's own classes (at `ref`, if given) with the pacts in force. */
export async function coreImpact(
  pacts: readonly PactInForce[],
  config: Config,
  { ref, say, scope }: { ref?: string | undefined; say: (line: string) => void; scope?: CompareScope },
): Promise<CoreImpact> {
  const core = await startCore(
    { core: 'python', ref, python: config.CORE_PYTHON },
    {
      repository: config.CORE_REPOSITORY,
      cacheFolder: PYTHON_CACHE_FOLDER,
      env: process.env,
      progress: (line) => say(`  ${line}`),
    },
  );
  try {
    return {
      subject: `${provider} ${core.version}`,
      findings: compareWithPacts(pacts, await proposeCore(core), scope),
    };
  } finally {
    await core.close();
  }
}
