import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { withoutCredentials } from '../config/errors.ts';
import { type BranchVersion, readBranchVersions } from './branches.ts';
import { checkCopy } from './check-copy.ts';
import { type Count, type Kind, Ledger } from './copy-report.ts';
import { copyEnvironments } from './environments.ts';
import { copyPacticipants, readPacticipants, resetGuessedMainBranches } from './pacticipants.ts';
import { copyPacts, pactsIn } from './pacts.ts';
import { copyDeployments, copyReleases } from './placements.ts';
import { findMissingResults } from './results.ts';
import { type Copying, Target } from './target.ts';
import { copyTimeline } from './timeline.ts';
import { copyVersions, readVersions, type Versions } from './versions.ts';
import { assertNoWebhooksWouldFire, copyWebhooks } from './webhooks.ts';

export interface CopyOptions {
  /** Writes nothing, only says what would be written. */
  readonly dryRun?: boolean;
  /** Lets the target call its webhooks for what is copied. */
  readonly letWebhooksFire?: boolean;
  /** Told after each thing that was copied or found to be there. */
  readonly progress?: (kind: Kind, count: Readonly<Count>) => void;
}

const timeoutMs = 120_000;

/**
 * Copies from one broker to another all that a client can write, in an order that lets the target answer as the source does. What is
 * there already stays, so that a copy that was cut off goes on where it stopped.
 * @returns the account of it
 * @throws ContractError when one of the two cannot be asked; WEBHOOKS_WOULD_FIRE
 */
export async function copyBroker(from: BrokerAccess, to: BrokerAccess, options: CopyOptions = {}): Promise<Ledger> {
  const { dryRun = false, letWebhooksFire = false, progress } = options;
  const ledger = new Ledger(progress);
  // A write that came to nothing is not tried again, for it may have arrived: the next copy sees whether it did.
  const target = new Target(new BrokerClient(to, { attempts: 1, timeoutMs }), ledger, dryRun);
  const copying = { from: new BrokerClient(from, { timeoutMs }), to: target, ledger };
  const guard = async (isNeeded: boolean) => {
    if (isNeeded && !dryRun && !letWebhooksFire) await assertNoWebhooksWouldFire(copying, withoutCredentials(to.url));
  };

  const known = await readPacticipants(target.client);
  const there = await readVersions(target.client, known.keys());
  const pacticipants = await copyPacticipants(copying, known);
  const wanted = await readVersions(copying.from, pacticipants.keys());
  await copyVersions(copying, wanted, there);
  await guard(pactsIn(wanted, there).some(({ isThere }) => !isThere));
  const contents = await copyPacts(copying, wanted, there);
  const results = await findMissingResults(copying, contents);
  await guard(results.length > 0);
  await copyTimeline(copying, await missingBranchVersions(copying, wanted, there), results);
  const environments = await copyEnvironments(copying);
  await copyDeployments(copying, wanted, there, environments);
  await copyReleases(copying, wanted, there, environments);
  await resetGuessedMainBranches(copying, pacticipants);
  await copyWebhooks(copying);
  if (!dryRun) await checkCopy(copying, wanted);
  return ledger;
}

async function missingBranchVersions(copying: Copying, wanted: Versions, there: Versions) {
  const known = new Set(
    [...there.values()]
      .flat()
      .flatMap((version) => version.branches.map(({ name }) => keyOf({ ...version, branch: name }))),
  );
  const all = await readBranchVersions(copying, wanted);
  const missing = all.filter((one) => !known.has(keyOf(one)));
  copying.ledger.found('branch versions', all.length);
  copying.ledger.there('branch versions', all.length - missing.length);
  return missing;
}

function keyOf({ pacticipant, number, branch }: Omit<BranchVersion, 'at'>): string {
  return JSON.stringify([pacticipant, number, branch]);
}
