import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runScript } from './ask-script.ts';
import { Unresolved, Use } from './use.ts';

/** Limits of reading. What exceeds one is listed as unresolved. */
export interface ReadLimits {
  readonly files: number;
  /** Of one file. */
  readonly bytes: number;
  /** For one file. */
  readonly fileSeconds: number;
}

/** Where code is, and the names to import from there. */
export interface InstalledCode {
  readonly site: string;
  readonly packages: readonly string[];
}

export interface ReadFilesOptions {
  /** A Python in which jedi is installed. */
  readonly interpreter: string;
  readonly env: NodeJS.ProcessEnv;
  readonly cacheFolder: string;
  /** The time limit for reading, in ms. Files that were not read in time are listed as unresolved. */
  readonly timeoutMs?: number | undefined;
  readonly limits?: Partial<ReadLimits> | undefined;
  /** Receives lines about how many files have been read. */
  readonly progress?: ((line: string) => void) | undefined;
}

const DEFAULT_TIMEOUT_MS = 180_000;
const DEFAULT_LIMITS: ReadLimits = { files: 5_000, bytes: 2_000_000, fileSeconds: 40 };
const Progress = z.object({ read: z.int(), of: z.int() });
/** How long after its own time limit the reader is ended. */
const GRACE_MS = 30_000;
const script = fileURLToPath(new URL('reader.py', import.meta.url));
const ReadFiles = z.object({ files: z.int(), uses: z.array(Use), unresolved: z.array(Unresolved) });
export type ReadFiles = z.infer<typeof ReadFiles>;

/**
 * Reads the consumer's files in a separate process (see reader.py). The uses have no baseline yet.
 * @throws ContractError USAGE_NOT_READ
 */
export async function readFiles(
  consumer: InstalledCode,
  provider: InstalledCode,
  { interpreter, env, cacheFolder, timeoutMs = DEFAULT_TIMEOUT_MS, limits = {}, progress }: ReadFilesOptions,
): Promise<ReadFiles> {
  const onProgress = (value: unknown) => {
    const { data } = Progress.safeParse(value); // an exception here would end the process, because no request awaits it
    if (data) progress?.(`read ${data.read} of ${data.of} files that use ${provider.packages.join(', ')}`);
  };
  const answer = await runScript(
    { interpreter, script, env, timeoutMs: timeoutMs + GRACE_MS, error: 'USAGE_NOT_READ', onProgress },
    {
      ask: 'read',
      consumer: { folder: consumer.site, packages: consumer.packages },
      provider: { site: provider.site, packages: provider.packages },
      cacheFolder: join(resolve(cacheFolder), 'jedi'),
      limits: { ...DEFAULT_LIMITS, ...limits, seconds: timeoutMs / 1000 },
    },
  );
  const read = ReadFiles.parse(answer);
  return { ...read, uses: read.uses.map((use) => withAlongside(use, read.uses)) };
}

/** Each use is judged alone: what else the consumer imports stands in those for which it matters. */
function withAlongside(use: Use, uses: readonly Use[]): Use {
  if (!use.access?.includes('submodule')) return use;
  const own = `${use.module}.${use.name}`;
  const top = topOf(use.module);
  const modules = uses.filter(({ imported, module }) => imported && topOf(module) === top).map(({ module }) => module);
  const others = modules.filter((module) => module !== own && !module.startsWith(`${own}.`));
  return { ...use, alongside: [...new Set(others)].sort() };
}

const topOf = (module: string) => module.split('.')[0];
