import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runScript } from './ask-script.ts';
import { type Usage, Use, UseResult } from './use.ts';

const script = fileURLToPath(new URL('judge.py', import.meta.url));

/** The virtual environment in which a release of the provider is installed. */
export interface ProviderEnvironment {
  readonly interpreter: string;
  /** The variables of this process; the provider receives those that child-variables.ts allows. */
  readonly env: NodeJS.ProcessEnv;
  /** The time limit for all answers, the provider's import included, in ms. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * Judges each use, in the order of `usage.uses`, with the installed release of the provider.
 * @throws ContractError USAGE_NOT_JUDGED
 */
export async function judgeUsage(usage: Usage, environment: ProviderEnvironment): Promise<UseResult[]> {
  const answer = await runJudge(environment, { ask: 'judge', uses: usage.uses });
  return z.array(UseResult).length(usage.uses.length).parse(answer);
}

/**
 * Adds to each use its baseline: the facts of the installed release, with which later releases are compared.
 * @throws ContractError USAGE_NOT_JUDGED
 */
export async function recordBaseline(uses: readonly Use[], environment: ProviderEnvironment): Promise<Use[]> {
  return z.array(Use).parse(await runJudge(environment, { ask: 'record', uses }));
}

/** What is installed in an environment: the release of a distribution, the names to import, and their folder. */
export const InstalledPackages = z.object({
  version: z.string(),
  packages: z.array(z.string()).min(1),
  site: z.string(),
});
export type InstalledPackages = z.infer<typeof InstalledPackages>;

/** @throws ContractError USAGE_NOT_JUDGED */
export async function describeInstalled(
  distribution: string,
  environment: ProviderEnvironment,
): Promise<InstalledPackages> {
  return InstalledPackages.parse(await runJudge(environment, { ask: 'describe', distribution }));
}

function runJudge({ timeoutMs = DEFAULT_TIMEOUT_MS, ...environment }: ProviderEnvironment, question: object) {
  return runScript({ ...environment, script, timeoutMs, error: 'USAGE_NOT_JUDGED' }, question);
}
