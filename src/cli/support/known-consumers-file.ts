import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ContractError } from '../../config/errors.ts';
import type { KnownConsumer } from '../../gate/known-consumers.ts';
import { readJobFile } from '../../verification/read-job-file.ts';

/** Enough for 500 consumers with a hundred deployed versions each. */
export const MAX_CONSUMERS_BYTES = 8 * 2 ** 20;

/** The consumers of a provider: the file that a job with the broker's credentials writes for a job that runs the provider's code. */
const KnownConsumersFile = z.strictObject({
  format: z.literal(2),
  provider: z.string(),
  consumers: z.array(
    z.strictObject({
      name: z.string(),
      hasPact: z.boolean(),
      inEnvironments: z.array(
        z.strictObject({ version: z.string(), environments: z.array(z.string()), hasPact: z.boolean() }),
      ),
    }),
  ),
});

export function writeKnownConsumers(path: string, provider: string, consumers: readonly KnownConsumer[]): void {
  writeFileSync(path, `${JSON.stringify({ format: 2, provider, consumers }, undefined, 2)}\n`);
}

/** @throws ContractError CONSUMERS_UNREADABLE, also when they are those of another provider */
export function readKnownConsumers(path: string, provider: string): readonly KnownConsumer[] {
  const file = readJobFile(path, KnownConsumersFile, 'CONSUMERS_UNREADABLE', MAX_CONSUMERS_BYTES);
  if (file.provider === provider) return file.consumers;
  throw new ContractError('CONSUMERS_UNREADABLE', `${path} lists those of ${file.provider}, not of ${provider}`);
}
