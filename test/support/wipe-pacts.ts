import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * Before the consumer tests: takes the pacts away, and no other file. Pact only ever adds, so a renamed interaction would stay. A pact of
 * usage alone stays; of one that also has messages the former text is set aside, from which its usage is added again (see
 * restore-usage.ts). Jest runs this file by itself: it imports nothing of ours (the folder is that of pact-directory.ts).
 */
export default async function wipePacts(): Promise<void> {
  const directory = process.env.PACT_OUTPUT_DIR || 'pacts';
  await mkdir(directory, { recursive: true });
  for (const name of await readdir(directory))
    if (name.endsWith('.json') && (await isPact(join(directory, name)))) await takeAway(join(directory, name));
}

async function takeAway(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const usage = text.includes('"usage-contract": {');
  if (usage && isUsageAlone(text)) return;
  await (usage ? rename(file, `${file}.before`) : rm(file));
}

function isUsageAlone(text: string): boolean {
  const isUsage = ({ name }: { name?: string }) => name === 'the consumer uses a name of the provider';
  const { interactions } = JSON.parse(text) as { interactions: { providerStates?: { name?: string }[] }[] };
  return interactions.every(({ providerStates = [] }) => providerStates.some(isUsage));
}

async function isPact(file: string): Promise<boolean> {
  if (basename(file).startsWith('market_data_pipeline-')) return true;
  try {
    const { consumer, provider, metadata } = JSON.parse(await readFile(file, 'utf8'));
    return Boolean(consumer?.name && provider?.name && metadata?.pactSpecification);
  } catch {
    return false;
  }
}
