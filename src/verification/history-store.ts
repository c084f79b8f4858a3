/**
 * The verdicts of former runs: one file for each version of the provider. A file is written as a whole under another name and renamed, so
 * that a killed run leaves the previous content intact. Runs of different shards write different files.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { labelOf, type PairVerdict } from './history-row.ts';
import type { PactToVerify } from './pact-to-verify.ts';

export interface PairStore {
  read(version: string, pact: PactToVerify): PairVerdict | undefined;
  write(version: string, pact: PactToVerify, verdict: PairVerdict): void;
}

const Verdicts = z.record(
  z.string(),
  z.object({ verdict: z.enum(['yes', 'no', 'off', 'unknown']), sentences: z.array(z.string()) }),
);
type Verdicts = z.infer<typeof Verdicts>;

/** A store in this folder, which is created with the first verdict. */
export function openPairStore(folder: string): PairStore {
  const fileOf = (version: string) => join(folder, `${encodeURIComponent(version)}.json`);
  return {
    read: (version, pact) => readVerdicts(fileOf(version))[keyOf(pact)],
    write: (version, pact, verdict) => {
      const file = fileOf(version);
      mkdirSync(folder, { recursive: true });
      replaceFile(file, JSON.stringify({ ...readVerdicts(file), [keyOf(pact)]: verdict }));
    },
  };
}

/** Equal if the content of the pact is equal, and the version and the locations, which the sentences name. */
function keyOf(pact: PactToVerify): string {
  return createHash('sha256')
    .update(JSON.stringify([labelOf(pact), pact.interactions, pact.usage]))
    .digest('hex');
}

/** Empty if the file does not exist or cannot be read: the pairs are then verified again. */
function readVerdicts(file: string): Verdicts {
  if (!existsSync(file)) return {};
  try {
    return Verdicts.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}
