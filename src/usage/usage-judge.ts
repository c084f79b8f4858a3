import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { ChildError, PythonChild } from '../python/child.ts';
import type { ProviderEnvironment } from './judge-usage.ts';
import { type Use, UseResult } from './use.ts';

/** Judges uses one by one. */
export interface UsageJudge {
  /** @throws ContractError USAGE_NOT_JUDGED, and what making the environment throws */
  judge(use: Use, extras: readonly string[]): Promise<UseResult>;
  close(): Promise<void>;
}

/** Returns the virtual environment with these extras of the provider; creates it if necessary. */
export type EnvironmentWith = (extras: readonly string[]) => Promise<ProviderEnvironment>;

const script = fileURLToPath(new URL('judge.py', import.meta.url));
const DEFAULT_TIMEOUT_MS = 120_000;

/** Judges uses in one process for each set of extras that consumers require; a process is started for the first use that needs it. */
export function usageJudge(environmentWith: EnvironmentWith): UsageJudge {
  const open = new Map<string, Promise<JudgeProcess>>();
  return {
    judge: async (use, extras) => {
      const key = [...extras].sort().join(',');
      if (!open.has(key)) open.set(key, environmentWith(extras).then(startJudge));
      const process = await open.get(key);
      if (!process) throw new ContractError('USAGE_NOT_JUDGED', key);
      return process.judge(use);
    },
    close: async () => {
      const started = await Promise.allSettled(open.values());
      await Promise.all(started.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    },
  };
}

interface JudgeProcess {
  judge(use: Use): Promise<UseResult>;
  close(): Promise<void>;
}

function startJudge({ interpreter, env, timeoutMs = DEFAULT_TIMEOUT_MS }: ProviderEnvironment): JudgeProcess {
  const child = new PythonChild({ interpreter, script, env, timeoutMs, isolated: true });
  return { judge: (use) => judgeUse(child, use, interpreter), close: () => child.close() };
}

async function judgeUse(child: PythonChild, use: Use, interpreter: string): Promise<UseResult> {
  try {
    const { ok, error } = await child.ask({ ask: 'judge', uses: [use] });
    if (error) throw new ContractError('USAGE_NOT_JUDGED', `${interpreter}: ${JSON.stringify(error)}`);
    return z.tuple([UseResult]).parse(ok)[0];
  } catch (cause) {
    if (!(cause instanceof ChildError)) throw cause;
    throw new ContractError('USAGE_NOT_JUDGED', `${interpreter}: ${cause.message}`, { cause });
  }
}
