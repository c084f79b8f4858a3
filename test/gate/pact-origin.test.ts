import type { Pact } from '../../src/gate/pact-files.ts';
import { assertWrittenBy } from '../../src/gate/pact-origin.ts';
import { ORIGIN_KEY } from '../../src/pact/origin.ts';
import { pipelineOrigin } from '../support/pipeline-pacts.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

function publishing(version: string, origin: object | undefined) {
  const pact = { metadata: origin && { [ORIGIN_KEY]: origin } } as unknown as Pact;
  return () => assertWrittenBy(version, { file: 'pact.json', pact });
}

test.each([
  ['a release under its number', '0.8.70', pipelineOrigin],
  ['a commit under its SHA', commit, { ...pipelineOrigin, commit }],
  ['a commit under its version with the SHA', '0.8.70+0123456789ab', { ...pipelineOrigin, commit }],
])('accepts %s', (_, version, origin) => expect(publishing(version, origin)).not.toThrow());

test.each([
  ['the pact has no origin', commit, undefined, 'it does not name the code that wrote it'],
  ['the origin has an unknown field', '0.8.70', { ...pipelineOrigin, by: 'hand' }, 'it does not name the code'],
  ['the reference model wrote it', '0.8.70', { code: 'reference' }, 'the TypeScript reference model wrote it'],
  ['another release wrote it', '0.8.71', pipelineOrigin, 'market-data-pipeline 0.8.70 wrote it'],
  ['another commit wrote it', 'f'.repeat(40), { ...pipelineOrigin, commit }, `0.8.70 at commit ${commit} wrote it`],
  ['a release is published under a commit', commit, pipelineOrigin, 'market-data-pipeline 0.8.70 wrote it'],
  ['a commit is published under a release number', '0.8.70', { ...pipelineOrigin, commit }, 'at commit'],
  [
    'the folder was modified',
    commit,
    { ...pipelineOrigin, commit, modified: true },
    'from a folder with uncommitted changes',
  ],
])('refuses if %s', (_, version, origin, message) => {
  expect(publishing(version, origin)).toThrow(
    expect.objectContaining({ code: 'PACT_ORIGIN_REFUSED', exitCode: 1, message: expect.stringContaining(message) }),
  );
});
