import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The pact that the tests of a jest project write; without a name, every pact of the folder. */
const written: Readonly<Record<string, string>> = { wire: 'market_data_pipeline-market-data-store.json' };

/**
 * Before the consumer tests: takes the pacts away that they write, and no other file. Pact only ever adds, so a renamed interaction would stay. A pact of
 * usage alone stays; of one that also has messages the former text is set aside, from which its usage is added again (see
 * restore-usage.ts). Jest loads this file without the TypeScript preset: it imports nothing of ours (the folder is that of
 * pact-directory.ts).
 */
export default async function wipePacts(_?: unknown, project: { displayName?: { name?: string } } = {}): Promise<void> {
  const directory = process.env.PACT_OUTPUT_DIR || 'pacts';
  await mkdir(directory, { recursive: true });
  const only = written[project.displayName?.name ?? ''];
  for (const name of await readdir(directory))
    if (name === (only ?? name) && name.endsWith('.json') && (await isPact(join(directory, name))))
      await takeAway(join(directory, name));
}

async function takeAway(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const pact = text.includes('"usage-contract": {') ? parse(text) : undefined;
  if (pact && isUsageAlone(pact)) return;
  await (pact ? rename(file, `${file}.before`) : rm(file));
}

interface Pact {
  readonly interactions: readonly { readonly providerStates?: readonly { readonly name?: string }[] }[];
}

/** Undefined for a file that a run has not written to its end. */
function parse(text: string): Pact | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isUsageAlone({ interactions }: Pact): boolean {
  const isUsage = ({ name }: { name?: string }) => name === 'the consumer uses a name of the provider';
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
