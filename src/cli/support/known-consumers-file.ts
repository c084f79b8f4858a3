import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ContractError } from '../../config/errors.ts';
import type { KnownConsumer } from '../../gate/known-consumers.ts';

/** The consumers of a provider, as a job with the broker's credentials hands them to one that runs the provider's code. */
const KnownConsumersFile = z.strictObject({
  format: z.literal(1),
  provider: z.string(),
  consumers: z.array(
    z.strictObject({
      name: z.string(),
      hasPact: z.boolean(),
      inEnvironments: z.array(z.strictObject({ version: z.string(), environments: z.array(z.string()) })),
    }),
  ),
});

export function writeKnownConsumers(path: string, provider: string, consumers: readonly KnownConsumer[]): void {
  writeFileSync(path, `${JSON.stringify({ format: 1, provider, consumers }, undefined, 2)}\n`);
}

/** @throws ContractError CONSUMERS_UNREADABLE, also when they are those of another provider */
export function readKnownConsumers(path: string, provider: string): readonly KnownConsumer[] {
  const file = parse(path);
  if (file.provider === provider) return file.consumers;
  throw new ContractError('CONSUMERS_UNREADABLE', `${path} lists those of ${file.provider}, not of ${provider}`);
}

function parse(path: string): z.infer<typeof KnownConsumersFile> {
  try {
    return KnownConsumersFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const words = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new ContractError('CONSUMERS_UNREADABLE', `${path}: ${words}`, { cause });
  }
}
