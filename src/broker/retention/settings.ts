import { Cron } from 'croner';
import { z } from 'zod';
import { ContractError } from '../../config/errors.ts';
import { parseKeepBranchSelectors, parseKeepSelectors } from '../../matrix/keep-selector.ts';
import type { CleanupOptions } from './clean.ts';

const count = z.coerce.number({ error: 'must be a number' }).int('must be a whole number').min(0).optional();
const flag = z.stringbool({ error: 'must be true or false' }).default(false);

/** The variables of the official broker's Docker image; the one for branches is our own. */
const Env = z.object({
  PACT_BROKER_DATABASE_CLEAN_ENABLED: flag,
  PACT_BROKER_DATABASE_CLEAN_CRON_SCHEDULE: z.string().default('15 2 * * *'),
  PACT_BROKER_DATABASE_CLEAN_DELETION_LIMIT: count,
  PACT_BROKER_DATABASE_CLEAN_OVERWRITTEN_DATA_MAX_AGE: count,
  PACT_BROKER_DATABASE_CLEAN_KEEP_VERSION_SELECTORS: z.string().optional(),
  PACT_BROKER_DATABASE_CLEAN_KEEP_BRANCH_SELECTORS: z.string().optional(),
  PACT_BROKER_DATABASE_CLEAN_DRY_RUN: flag,
});

/** The variables of the clean-up. */
export const cleanupVariables = Object.keys(Env.shape);

/** When and how a broker cleans up automatically. */
export interface CleanupSchedule {
  /** Minute, hour, day, month, weekday, in the process's time zone. */
  readonly cron: string;
  /** Only logs what it would delete. */
  readonly dryRun: boolean;
  readonly options: CleanupOptions;
}

/**
 * Parses the clean-up settings of a broker.
 * @throws ContractError CONFIG_INVALID
 */
export function parseCleanupSettings(
  env: Readonly<Record<string, string>>,
): CleanupSchedule & { readonly enabled: boolean } {
  const parsed = Env.safeParse(env);
  if (!parsed.success) throw new ContractError('CONFIG_INVALID', z.prettifyError(parsed.error));
  const settings = parsed.data;
  const keep = settings.PACT_BROKER_DATABASE_CLEAN_KEEP_VERSION_SELECTORS;
  const branches = settings.PACT_BROKER_DATABASE_CLEAN_KEEP_BRANCH_SELECTORS;
  const limit = settings.PACT_BROKER_DATABASE_CLEAN_DELETION_LIMIT;
  const overwrittenMaxAge = settings.PACT_BROKER_DATABASE_CLEAN_OVERWRITTEN_DATA_MAX_AGE;
  const options = {
    ...(keep && { keep: parseKeepSelectors(keep, 'PACT_BROKER_DATABASE_CLEAN_KEEP_VERSION_SELECTORS') }),
    ...(branches && {
      keepBranches: parseKeepBranchSelectors(branches, 'PACT_BROKER_DATABASE_CLEAN_KEEP_BRANCH_SELECTORS'),
    }),
    ...(limit !== undefined && { limit }),
    ...(overwrittenMaxAge !== undefined && { overwrittenMaxAge }),
  };
  const dryRun = settings.PACT_BROKER_DATABASE_CLEAN_DRY_RUN;
  return { enabled: settings.PACT_BROKER_DATABASE_CLEAN_ENABLED, cron: cronOf(settings), dryRun, options };
}

function cronOf({ PACT_BROKER_DATABASE_CLEAN_CRON_SCHEDULE: cron }: z.infer<typeof Env>): string {
  try {
    new Cron(cron, { paused: true }).stop();
    return cron;
  } catch (cause) {
    const message = `✖ ${(cause as Error).message}\n  → at PACT_BROKER_DATABASE_CLEAN_CRON_SCHEDULE`;
    throw new ContractError('CONFIG_INVALID', message, { cause });
  }
}
