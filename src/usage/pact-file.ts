import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ContractError } from '../config/errors.ts';
import { pactWithUsage, replaceUsage, type UsagePart } from '../pact/usage-part.ts';

/** The two applications of a pact, by their names at the broker. */
export interface Pair {
  readonly consumer: string;
  readonly provider: string;
}

/** Where Pact writes the pact of a pair. */
export function pactFileOf(folder: string, { consumer, provider }: Pair): string {
  return join(folder, `${consumer}-${provider}.json`);
}

/**
 * Writes the usage of a pair into its pact file. Messages in the file stay byte for byte the same; existing usage is replaced.
 * @throws ContractError USAGE_EMPTY when the consumer uses nothing, PACT_UNREADABLE when the file is not a pact of this pair
 */
export function writeUsagePact(file: string, pair: Pair, usage: UsagePart): void {
  if (usage.interactions.length === 0)
    throw new ContractError('USAGE_EMPTY', `${pair.consumer} uses no name of ${pair.provider}`);
  const text = existsSync(file) ? addUsageText(file, pair, usage) : pactWithUsage(pair.consumer, pair.provider, usage);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function addUsageText(file: string, pair: Pair, usage: UsagePart): string {
  const text = readFileSync(file, 'utf8');
  try {
    const { consumer, provider } = JSON.parse(text);
    if (consumer.name !== pair.consumer || provider.name !== pair.provider) throw new Error('it is of another pair');
    return replaceUsage(text, usage);
  } catch (cause) {
    throw new ContractError('PACT_UNREADABLE', `${file}: ${(cause as Error).message}`, { cause });
  }
}
