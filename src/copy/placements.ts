import type { BrokerClient } from '../broker-client/client.ts';
import { groupBy } from '../text/group-by.ts';
import { compareText } from '../text/order.ts';
import { forEachInGroups } from './concurrency.ts';
import type { EnvironmentUuids } from './environments.ts';
import { encodePath } from './requests.ts';
import type { CopyContext } from './target.ts';
import type { Versions } from './versions.ts';

/** A version that is or was deployed to an environment, or released in one. */
interface Placement {
  readonly pacticipant: string;
  readonly number: string;
  readonly environment: string;
  readonly instance?: string | undefined;
  readonly startedAt: string;
  /** Undefined while it is current. */
  readonly endedAt?: string | undefined;
  readonly href: string;
}

type PlacementKind = 'deployments' | 'releases';

async function readPlacements(broker: BrokerClient, hrefs: readonly string[]): Promise<Placement[]> {
  const placements: Placement[] = [];
  await forEachInGroups(hrefs, String, async (href) => {
    const { _embedded, applicationInstance, target, createdAt, undeployedAt, supportEndedAt } = await broker.get(href);
    const { pacticipant, version, environment } = _embedded;
    placements.push({
      pacticipant: pacticipant.name,
      number: version.number,
      environment: environment.name,
      instance: applicationInstance ?? target,
      startedAt: createdAt,
      endedAt: undeployedAt ?? supportEndedAt,
      href,
    });
  });
  const order = new Map(hrefs.map((href, index) => [href, index]));
  return placements.sort(
    (a, b) =>
      compareText(a.startedAt, b.startedAt) ||
      compareText(a.endedAt ?? 'later', b.endedAt ?? 'later') ||
      (order.get(a.href) ?? 0) - (order.get(b.href) ?? 0),
  );
}

/** Records the missing deployments, ended ones first, so that the target has the same current deployments. */
export async function copyDeployments(
  context: CopyContext,
  wanted: Versions,
  present: Versions,
  uuids: EnvironmentUuids,
): Promise<void> {
  const { from, to, report } = context;
  const placements = await readPlacements(from, hrefsOf(wanted, 'deployments'));
  const existing = groupBy(await readPlacements(to.client, hrefsOf(present, 'deployments')), slotKey);
  report.countFound('deployments', placements.length);
  await forEachInGroups(
    [...groupBy(placements, slotKey)],
    ([slot]) => slot,
    ([slot, sequence]) => copySequence(context, sequence, existing.get(slot) ?? [], uuids),
  );
}

/** Copies the deployments of one application instance to one environment. The target's must be the first ones of the source. */
async function copySequence(
  context: CopyContext,
  wanted: readonly Placement[],
  present: readonly Placement[],
  uuids: EnvironmentUuids,
): Promise<void> {
  const { report } = context;
  if (present.some((placement, i) => placement.number !== wanted[i]?.number)) {
    for (const placement of wanted.slice(-1))
      report.addMissing('deployments', labelOf(placement), 'the target has other deployments in this environment');
    return;
  }
  report.countAlreadyPresent('deployments', present.length);
  const rest = wanted.slice(present.length);
  const last = present.at(-1);
  const source = wanted[present.length - 1];
  if (last && !last.endedAt && source && needsEnding(source, rest[0]))
    await endPlacement(context, 'deployments', source, last.href);
  for (const [i, placement] of rest.entries()) await copyDeployment(context, placement, uuids, rest[i + 1]);
}

/** A deployment is ended by the next one in its place, unless that is the same version again. */
function needsEnding({ endedAt, number }: Placement, next: Placement | undefined): boolean {
  return endedAt !== undefined && (!next || next.number === number);
}

function hrefsOf(versions: Versions, kind: PlacementKind): string[] {
  return [...versions.values()].flat().flatMap((version) => version[kind]);
}

/** An application instance in an environment, which has one current deployment. */
function slotKey({ pacticipant, environment, instance }: Placement): string {
  return JSON.stringify([pacticipant, environment, instance]);
}

function labelOf({ pacticipant, number, environment, instance }: Placement): string {
  return `${pacticipant} ${number} in ${environment}${instance ? ` as ${instance}` : ''}`;
}

async function copyDeployment(
  context: CopyContext,
  placement: Placement,
  uuids: EnvironmentUuids,
  next: Placement | undefined,
): Promise<void> {
  const body = placement.instance ? { applicationInstance: placement.instance } : {};
  const href = await recordPlacement(context, 'deployments', placement, uuids, body);
  if (href && needsEnding(placement, next)) await endPlacement(context, 'deployments', placement, href);
}

/** @returns the link to the new placement; undefined when it was rejected, and in a dry run */
async function recordPlacement(
  { to, report }: CopyContext,
  kind: PlacementKind,
  placement: Placement,
  uuids: EnvironmentUuids,
  body: object,
): Promise<string | undefined> {
  const { pacticipant, number, environment } = placement;
  const uuid = uuids.get(environment) ?? 'unknown';
  const list = kind === 'deployments' ? 'deployed-versions' : 'released-versions';
  const path = `${encodePath`/pacticipants/${pacticipant}/versions/${number}`}/${list}/environment/${uuid}`;
  const created = await to.write(kind, labelOf(placement), 'post', path, body);
  const [link] = [created?._links?.self ?? []].flat();
  if (created && !link) report.addMissing(kind, labelOf(placement), 'the response of the target has no link to it');
  return link?.href;
}

function endPlacement({ to }: CopyContext, kind: PlacementKind, placement: Placement, href: string) {
  const body = kind === 'deployments' ? { currentlyDeployed: false } : { currentlySupported: false };
  return to.writeAttribute(kind, labelOf(placement), 'patch', href, body);
}

/** Records the missing releases and ends the support of those that are no longer supported at the source. */
export async function copyReleases(
  context: CopyContext,
  wanted: Versions,
  present: Versions,
  uuids: EnvironmentUuids,
): Promise<void> {
  const { from, to, report } = context;
  const placements = await readPlacements(from, hrefsOf(wanted, 'releases'));
  const existing = new Map(
    (await readPlacements(to.client, hrefsOf(present, 'releases'))).map((placement) => [labelOf(placement), placement]),
  );
  report.countFound('releases', placements.length);
  await forEachInGroups(placements, slotKey, async (placement) => {
    const known = existing.get(labelOf(placement));
    const mustReopen = known?.endedAt !== undefined && !placement.endedAt;
    if (known && !mustReopen) report.countAlreadyPresent('releases');
    const href = known && !mustReopen ? known.href : await recordPlacement(context, 'releases', placement, uuids, {});
    if (href && placement.endedAt && !known?.endedAt) await endPlacement(context, 'releases', placement, href);
  });
}
