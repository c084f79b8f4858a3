/**
 * The verdicts of earlier runs: one file for each version of the provider. A file is written as a whole under another name and renamed, so
 * that a killed run leaves the previous content intact. Runs of different shards write different files. A file that is not exactly as a run
 * has written it for this provider and version (truncated, edited, copied from another) counts as none.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { labelOf, type PairVerdict } from './history-row.ts';
import type { PactToVerify } from './pact-to-verify.ts';

export interface PairStore {
  read(version: string, pact: PactToVerify): PairVerdict | undefined;
  write(version: string, pact: PactToVerify, verdict: PairVerdict): void;
}

const Verdict = z.strictObject({ verdict: z.enum(['yes', 'no', 'off']), sentences: z.array(z.string()) });
const Verdicts = z.record(z.string(), Verdict);
type Verdicts = z.infer<typeof Verdicts>;
const PairFile = z.strictObject({ verdicts: Verdicts, digest: z.string() });

/** More than the verdicts on a thousand pacts. A larger file counts as none. */
const MAX_FILE_BYTES = 16 * 2 ** 20;
/** File systems accept names of 255 bytes; the name of the temporary file is longer than that of the file. */
const MAX_NAME_CHARS = 150;

/** A store in this folder, which is created with the first verdict. */
export function openPairStore(folder: string, provider: string): PairStore {
  const fileOf = (version: string) => join(folder, `${fileName(version)}.json`);
  return {
    read: (version, pact) => {
      const key = keyOf(pact);
      return key === undefined ? undefined : readVerdicts(fileOf(version), `${provider} ${version}`)[key];
    },
    write: (version, pact, verdict) => {
      const file = fileOf(version);
      const owner = `${provider} ${version}`;
      const key = keyOf(pact);
      const { data } = Verdict.safeParse(verdict);
      if (key === undefined || !data) return;
      const verdicts = { ...readVerdicts(file, owner), [key]: data };
      mkdirSync(folder, { recursive: true });
      replaceFile(file, JSON.stringify({ verdicts, digest: digestOf([owner, verdicts]) }));
    },
  };
}

function fileName(version: string): string {
  const name = encodeURIComponent(version);
  return name.length > MAX_NAME_CHARS ? digestOf(version) : name;
}

/**
 * Equal if the content of the pact is equal, and the version and the locations, which the sentences name. Undefined if the broker does not
 * identify the content of each interaction: then the pact could change and have the same key.
 */
function keyOf(pact: PactToVerify): string | undefined {
  if (pact.interactions.some(({ id }) => id === undefined)) return undefined;
  return digestOf([labelOf(pact), pact.interactions, pact.usage]);
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/**
 * Empty if the file does not exist or is not as it was written: the pairs are then verified again.
 * @param owner provider and version
 */
function readVerdicts(file: string, owner: string): Verdicts {
  try {
    const stats = statSync(file);
    if (!stats.isFile() || stats.size > MAX_FILE_BYTES) return {};
    const { verdicts, digest } = PairFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    return digest === digestOf([owner, verdicts]) ? verdicts : {};
  } catch {
    return {};
  }
}

function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}
