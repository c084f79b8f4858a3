import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { withoutCredentials } from '../config/errors.ts';
import { type BranchVersion, readBranchVersions } from './branches.ts';
import { checkCopy } from './check-copy.ts';
import { CopyReport, type Count, type Kind } from './copy-report.ts';
import { copyEnvironments } from './environments.ts';
import { copyPacticipants, readPacticipants, resetGuessedMainBranches } from './pacticipants.ts';
import { copyPacts, findPacts } from './pacts.ts';
import { copyDeployments, copyReleases } from './placements.ts';
import { findMissingResults } from './results.ts';
import { type CopyContext, Target } from './target.ts';
import { copyTimeline } from './timeline.ts';
import { copyVersions, readVersions, type Versions } from './versions.ts';
import { assertNoWebhooksWouldFire, copyWebhooks } from './webhooks.ts';

export interface CopyOptions {
  /** Writes nothing and counts what would be written. */
  readonly dryRun?: boolean;
  /** Let the target execute its webhooks during the copy. */
  readonly letWebhooksFire?: boolean;
  /** Called after each thing that was copied or already present. */
  readonly progress?: (kind: Kind, count: Readonly<Count>) => void;
}

const REQUEST_TIMEOUT_MS = 120_000;

/**
 * Copies everything that a client can write from one broker to another, in an order that makes the target answer like the source. Things
 * that are already at the target remain, so that an interrupted copy can be continued.
 * @throws ContractError WEBHOOKS_WOULD_FIRE, or an error of one of the brokers
 */
export async function copyBroker(from: BrokerAccess, to: BrokerAccess, options: CopyOptions = {}): Promise<CopyReport> {
  const { dryRun = false, letWebhooksFire = false, progress } = options;
  const report = new CopyReport(progress);
  // A failed write is not retried, because it may have arrived: the next copy detects whether it did.
  const target = new Target(new BrokerClient(to, { attempts: 1, timeoutMs: REQUEST_TIMEOUT_MS }), report, dryRun);
  const context = { from: new BrokerClient(from, { timeoutMs: REQUEST_TIMEOUT_MS }), to: target, report };
  const guardWebhooks = async (willWrite: boolean) => {
    if (willWrite && !dryRun && !letWebhooksFire) await assertNoWebhooksWouldFire(context, withoutCredentials(to.url));
  };

  const known = await readPacticipants(target.client);
  const present = await readVersions(target.client, known.keys());
  const pacticipants = await copyPacticipants(context, known);
  const wanted = await readVersions(context.from, pacticipants.keys());
  await copyVersions(context, wanted, present);
  await guardWebhooks(findPacts(wanted, present).some(({ isPresent }) => !isPresent));
  const pactVersions = await copyPacts(context, wanted, present);
  const results = await findMissingResults(context, pactVersions);
  await guardWebhooks(results.length > 0);
  await copyTimeline(context, await missingBranchVersions(context, wanted, present), results);
  const environments = await copyEnvironments(context);
  await copyDeployments(context, wanted, present, environments);
  await copyReleases(context, wanted, present, environments);
  await resetGuessedMainBranches(context, pacticipants);
  await copyWebhooks(context);
  if (!dryRun) await checkCopy(context, wanted);
  return report;
}

async function missingBranchVersions(context: CopyContext, wanted: Versions, present: Versions) {
  const known = new Set(
    [...present.values()]
      .flat()
      .flatMap((version) => version.branches.map(({ name }) => versionKey({ ...version, branch: name }))),
  );
  const all = await readBranchVersions(context, wanted);
  const missing = all.filter((one) => !known.has(versionKey(one)));
  context.report.countFound('branch versions', all.length);
  context.report.countAlreadyPresent('branch versions', all.length - missing.length);
  return missing;
}

function versionKey({ pacticipant, number, branch }: Omit<BranchVersion, 'at'>): string {
  return JSON.stringify([pacticipant, number, branch]);
}
