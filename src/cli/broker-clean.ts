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
import { openUsable } from '../broker/store/open-database.ts';
import { loadConfig, variables } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { parseKeepBranchSelectors, parseKeepSelectors } from '../matrix/keep-selector.ts';
import { commandStart } from '../text/command.ts';
import { runCommand, wholeNumber } from './support/command.ts';

const definition = {
  usage: commandStart('broker:clean'),
  summary: 'Deletes from a broker what nobody needs any more; what is deployed or released always stays.',
  options: {
    database: {
      value: '<file>',
      description: 'SQLite file or postgres://… (default: PACT_BROKER_DATABASE_URL, else broker.sqlite)',
    },
    keep: {
      value: '<json>',
      description: 'versions to keep: a list of {pacticipant, latest, tag, branch, main_branch, environment, max_age}',
    },
    'keep-branches': { value: '<json>', description: 'branches to keep: a list of {branch, max_age}; [] keeps all' },
    limit: { value: '<number>', description: 'how many versions at most (default: 500)' },
    'overwritten-max-age': { value: '<days>', description: 'how long superseded results are kept (default: 7)' },
    'dry-run': { description: 'tells what would be deleted, deletes nothing' },
  },
  examples: [
    `${commandStart('broker:clean')} --dry-run`,
    `${commandStart('broker:clean')} --keep '[{"latest":true,"branch":true},{"max_age":30}]'`,
  ],
} as const;

await runCommand(definition, async (options) => {
  const { limit, keep, 'keep-branches': branches, 'overwritten-max-age': age } = options;
  const given = {
    ...parseCleanupSettings(variables()).options,
    ...(keep && { keep: parseKeepSelectors(keep, '--keep') }),
    ...(branches && { keepBranches: parseKeepBranchSelectors(branches, '--keep-branches') }),
    ...(limit && { limit: wholeNumber('limit', limit) }),
    ...(age && { overwrittenMaxAge: wholeNumber('overwritten-max-age', age) }),
  };
  const db = await openThere(options.database ?? loadConfig().PACT_BROKER_DATABASE_URL);
  try {
    if (options['dry-run']) tellPlan(await planCleanup(db, new Date(), given), options.json);
    else tellReport(await runCleanup(db, new Date(), given), options.json);
    return 0;
  } finally {
    await db.destroy();
  }
});

/** A file that is not there would be made, empty: that is not what was meant. */
function openThere(database: string) {
  const file = database.replace(/^(sqlite|file):(\/\/)?/, '');
  if (!/^\w+:/.test(file) && !existsSync(file))
    throw new ContractError('DATABASE_UNUSABLE', `${database} (there is no such file)`);
  return openUsable(database, () => new Date());
}

function tellReport(report: CleanupReport, json: boolean): void {
  console.log(json ? JSON.stringify(report) : describeCleanup(report));
}

function tellPlan(plan: CleanupPlan, json: boolean): void {
  const versions = plan.versions.map(
    ({ createdAt, pacticipant, number }) => `${createdAt.slice(0, 10)}  ${pacticipant} ${number}`,
  );
  console.log(json ? JSON.stringify(plan) : [...versions, describeCleanupPlan(plan)].join('\n'));
}
