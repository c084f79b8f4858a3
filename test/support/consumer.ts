import type { ConsumerTestOptions } from '../../src/cli/support/consumer-tests.ts';
import { contractPolicy } from '../../src/contracts/backpressure-level.ts';
import type { PactOrigin } from '../../src/pact/origin.ts';
import type { Consumer, ConsumerDescription } from '../../src/pipeline/consumer.ts';
import type { Policy } from '../../src/pipeline/policy.ts';
import { pythonConsumer } from '../../src/pipeline/python-consumer.ts';
import { referenceConsumer } from '../../src/pipeline/reference-consumer.ts';

/** The consumer that the tests drive: the pipeline in PIPELINE_PYTHON, else the reference model. */
export function consumerUnderTest(): Consumer {
  const interpreter = process.env.PIPELINE_PYTHON;
  return interpreter ? pythonConsumer({ interpreter, env: process.env }) : referenceConsumer();
}

/** What `npm run test:pact` passes on; nothing where jest is started directly. */
function consumerTestOptions(): ConsumerTestOptions {
  return JSON.parse(process.env.CONSUMER_TEST_OPTIONS || '{}');
}

/** The policy that the handler is given. */
export function policyUnderTest(): Policy {
  return { ...contractPolicy, ...consumerTestOptions().policy };
}

/** The origin of the pact that this consumer writes. */
export function pactOrigin(kind: Consumer['kind'], description: ConsumerDescription): PactOrigin {
  if (kind === 'reference') return { code: 'reference' };
  const { commit = description.commit, modified, contracts = 'unknown' } = consumerTestOptions();
  const unidentified = modified || (description.local && !commit);
  return {
    code: 'python',
    distribution: 'market-data-pipeline',
    version: description.version ?? 'unknown',
    ...(commit && { commit }),
    ...(unidentified && { modified: true }),
    core: description.core ?? 'unknown',
    python: description.python ?? 'unknown',
    contracts,
  };
}
