/**
 * The pact of the demo: written by the reference model of the pipeline, or by a release or checkout of the pipeline itself. In both cases it
 * must be the one that is committed.
 */
import { cp, rm } from 'node:fs/promises';
import { currentRevision } from '../../src/ci/revision.ts';
import { runConsumerTestsQuietly, writeReferencePacts } from '../../src/cli/support/consumer-tests.ts';
import { contractsVersion } from '../../src/cli/support/contracts-version.ts';
import { installDrivenPipeline, PIPELINE_PACT_FOLDER } from '../../src/cli/support/driven-pipeline.ts';
import type { Config } from '../../src/config/config.ts';
import { consumer } from '../../src/contracts/interactions.ts';
import { withReferenceSuffix } from '../../src/contracts/reference-version.ts';
import { readPacts } from '../../src/gate/pact-files.ts';
import { assertWrittenBy } from '../../src/gate/pact-origin.ts';
import { assertFreshPacts } from '../../src/pact/freshness.ts';
import { originOf } from '../../src/pact/origin.ts';

/** A pact, and the build of the pipeline for which it is published. */
export interface WrittenPact {
  readonly folder: string;
  readonly version: string;
  readonly branch: string;
}

/** The committed pacts. */
const COMMITTED_PACTS = 'pacts';

/** Runs the contract tests on the reference model. @throws what `assertFreshPacts` throws */
export async function writeReferencePact(config: Config): Promise<WrittenPact> {
  await assertFreshPacts(COMMITTED_PACTS, { runTests: writeReferencePacts });
  return referencePact(config);
}

/** The committed pact, which the reference model has written. */
export function referencePact(config: Config): WrittenPact {
  const { version = 'local', branch = 'main' } = currentRevision(config);
  return { folder: COMMITTED_PACTS, version: withReferenceSuffix(version), branch };
}

/**
 * Installs the pipeline and runs the contract tests on it, as `test:pact --pipeline-ref` does.
 * @throws what `installPipeline` and `assertFreshPacts` throw; PACT_ORIGIN_REFUSED for a folder with changes
 */
export async function writePipelinePact(pipelineRef: string, config: Config): Promise<WrittenPact> {
  const { interpreter, ...revision } = await installDrivenPipeline({ pipelineRef }, config);
  const options = { ...revision, contracts: contractsVersion() };
  await rm(PIPELINE_PACT_FOLDER, { recursive: true, force: true });
  const runTests = async (directory: string) => {
    await runConsumerTestsQuietly({ directory, interpreter, options });
    await cp(directory, PIPELINE_PACT_FOLDER, { recursive: true });
  };
  await assertFreshPacts(COMMITTED_PACTS, { runTests });
  return { folder: PIPELINE_PACT_FOLDER, version: versionOfWriter(PIPELINE_PACT_FOLDER), branch: 'main' };
}

/** The commit or release that wrote the pacts of a folder. */
function versionOfWriter(folder: string): string {
  const pacts = readPacts(folder, consumer);
  const origin = pacts[0] && originOf(pacts[0].pact);
  const version = origin?.code === 'python' ? (origin.commit ?? origin.version) : '';
  for (const pact of pacts) assertWrittenBy(version, pact);
  return version;
}
