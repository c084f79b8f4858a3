import { existsSync } from 'node:fs';
import {
  type CleanupPlan,
  type CleanupReport,
  describeCleanup,
  describeCleanupPlan,
  planCleanup,
  runCleanup,
} from '../broker/retention/clean.ts';
import { parseCleanupSettings } from '../broker/retention/settings.ts';
import { openWritable } from '../broker/store/open-database.ts';
import { environmentVariables, loadConfig } from '../config/config.ts';
import { parseDatabaseLocation } from '../config/database-url.ts';
import { ContractError } from '../config/errors.ts';
import { parseKeepBranchSelectors, parseKeepSelectors } from '../matrix/keep-selector.ts';
import { command, commandStart } from '../text/command.ts';
import { defineCommand, parseWholeNumber } from './support/run-command.ts';

export const run = defineCommand(
  {
    usage: commandStart('broker:clean'),
    summary: 'Deletes from a broker what is no longer needed. Deployed and released versions are never deleted.',
    options: {
      database: {
        value: '<file>',
        description: 'SQLite file or postgres://… (default: PACT_BROKER_DATABASE_URL, else broker.sqlite)',
      },
      keep: {
        value: '<json>',
        description:
          'versions to keep: a list of {pacticipant, latest, tag, branch, main_branch, environment, max_age}. A version is kept if it meets all conditions of at least one item. With "latest" only the newest of these versions is kept: one for each pacticipant or, with branch or tag, one for each branch or tag',
      },
      'keep-branches': {
        value: '<json>',
        description:
          'branches to keep: a list of {branch, max_age}. A branch is kept if it meets any condition, if it is a main branch, or if an item of --keep keeps one of its versions because of the branch. [] keeps all branches',
      },
      limit: { value: '<number>', description: 'maximum number of versions to delete (default: 500)' },
      'overwritten-max-age': {
        value: '<days>',
        description: 'days that superseded verification results are kept (default: 7)',
      },
      'dry-run': { description: 'list what would be deleted, and delete nothing' },
    },
    examples: [
      command('broker:clean', { 'dry-run': true }),
      command('broker:clean', { keep: '[{"latest":true,"branch":true},{"max_age":30}]' }),
    ],
  },
  async ({ limit, keep, keepBranches, overwrittenMaxAge, dryRun, json, ...options }) => {
    const settings = {
      ...parseCleanupSettings(environmentVariables()).options,
      ...(keep && { keep: parseKeepSelectors(keep, '--keep') }),
      ...(keepBranches && { keepBranches: parseKeepBranchSelectors(keepBranches, '--keep-branches') }),
      ...(limit && { limit: parseWholeNumber('limit', limit) }),
      ...(overwrittenMaxAge && { overwrittenMaxAge: parseWholeNumber('overwritten-max-age', overwrittenMaxAge) }),
    };
    const db = await openExisting(options.database ?? loadConfig().PACT_BROKER_DATABASE_URL);
    try {
      if (dryRun) printPlan(await planCleanup(db, new Date(), settings), json);
      else printReport(await runCleanup(db, new Date(), settings), json);
      return 0;
    } finally {
      await db.destroy();
    }
  },
);

/** Opening a file that does not exist would create an empty database. */
function openExisting(database: string) {
  const { kind, location } = parseDatabaseLocation(database);
  if (kind === 'file' && !existsSync(location))
    throw new ContractError('DATABASE_UNUSABLE', `${database} (the file does not exist)`);
  return openWritable(database, () => new Date());
}

function printReport(report: CleanupReport, json: boolean): void {
  console.log(json ? JSON.stringify(report) : describeCleanup(report));
}

function printPlan(plan: CleanupPlan, json: boolean): void {
  const versions = plan.versions.map(
    ({ createdAt, pacticipant, number }) => `${createdAt.slice(0, 10)}  ${pacticipant} ${number}`,
  );
  const branches = plan.branches.map(({ pacticipant, name }) => `branch      ${pacticipant} ${name}`);
  console.log(json ? JSON.stringify(plan) : [...versions, ...branches, describeCleanupPlan(plan)].join('\n'));
}
