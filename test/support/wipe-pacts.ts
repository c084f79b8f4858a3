import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * Before the consumer tests: takes the pacts away, and no other file. Pact only ever adds, so a renamed interaction would stay.
 * Jest runs this file by itself: it imports nothing of ours (the folder is that of pact-directory.ts).
 */
export default async function wipePacts(): Promise<void> {
  const directory = process.env.PACT_OUTPUT_DIR || 'pacts';
  await mkdir(directory, { recursive: true });
  for (const name of await readdir(directory))
    if (name.endsWith('.json') && (await isPact(join(directory, name)))) await rm(join(directory, name));
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
