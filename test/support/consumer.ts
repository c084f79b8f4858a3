import type { Consumer } from '../../src/pipeline/consumer.ts';
import { pythonConsumer } from '../../src/pipeline/python-consumer.ts';
import { referenceConsumer } from '../../src/pipeline/reference-consumer.ts';

/** The consumer that the tests drive: the pipeline in PIPELINE_PYTHON, else the reference model. */
export function consumerUnderTest(): Consumer {
  const interpreter = process.env.PIPELINE_PYTHON;
  return interpreter ? pythonConsumer({ interpreter, env: process.env }) : referenceConsumer();
}
