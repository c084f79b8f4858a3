import type { BrokerClient } from '../broker-client/client.ts';
import { groupBy } from '../text/group-by.ts';
import { compareText } from '../text/order.ts';
import { inLanes } from './concurrency.ts';
import type { Kind } from './copy-report.ts';
import type { EnvironmentIds } from './environments.ts';
import { pathOf } from './requests.ts';
import type { Copying } from './target.ts';
import type { Versions } from './versions.ts';

/** That a version is, or was, deployed to or released in an environment. */
interface Stay {
  readonly pacticipant: string;
  readonly number: string;
  readonly environment: string;
  readonly instance?: string | undefined;
  readonly since: string;
  /** When it ended; nothing while it lasts. */
  readonly until?: string | undefined;
  readonly href: string;
}

async function readStays(broker: BrokerClient, hrefs: readonly string[]): Promise<Stay[]> {
  const stays: Stay[] = [];
  await inLanes(hrefs, String, async (href) => {
    const { _embedded, applicationInstance, target, createdAt, undeployedAt, supportEndedAt } = await broker.get(href);
    const { pacticipant, version, environment } = _embedded;
    stays.push({
      ...{ pacticipant: pacticipant.name, number: version.number, environment: environment.name },
      ...{ instance: applicationInstance ?? target, since: createdAt, until: undeployedAt ?? supportEndedAt, href },
    });
  });
  const order = new Map(hrefs.map((href, place) => [href, place]));
  return stays.sort(
    (a, b) =>
      compareText(a.since, b.since) ||
      compareText(a.until ?? 'later', b.until ?? 'later') ||
      (order.get(a.href) ?? 0) - (order.get(b.href) ?? 0),
  );
}

/** Records the deployments that are missing, past ones first, so that the same versions are there now. */
export async function copyDeployments(copying: Copying, wanted: Versions, there: Versions, ids: EnvironmentIds) {
  const { from, to, ledger } = copying;
  const stays = await readStays(from, hrefsOf(wanted, 'deployments'));
  const had = groupBy(await readStays(to.client, hrefsOf(there, 'deployments')), placeOf);
  ledger.found('deployments', stays.length);
  await inLanes(
    [...groupBy(stays, placeOf)],
    ([place]) => place,
    ([place, sequence]) => copySequence(copying, sequence, had.get(place) ?? [], ids),
  );
}

/** What the target has of a place is a beginning of what the source has, or it has had a life of its own. */
async function copySequence(
  copying: Copying,
  wanted: readonly Stay[],
  there: readonly Stay[],
  ids: EnvironmentIds,
): Promise<void> {
  const { ledger } = copying;
  if (there.some((stay, i) => stay.number !== wanted[i]?.number)) {
    for (const stay of wanted.slice(-1))
      ledger.lost('deployments', subjectOf(stay), 'the target has other deployments there');
    return;
  }
  ledger.there('deployments', there.length);
  const rest = wanted.slice(there.length);
  const [last, same] = [there.at(-1), wanted[there.length - 1]];
  if (last && !last.until && same && endsByItself(same, rest[0])) await end(copying, 'deployments', same, last.href);
  for (const [i, stay] of rest.entries()) await deploy(copying, stay, ids, rest[i + 1]);
}

/** The next one at its place ends it, unless that is the same version again. */
function endsByItself({ until, number }: Stay, next: Stay | undefined): boolean {
  return until !== undefined && (!next || next.number === number);
}

function hrefsOf(versions: Versions, what: 'deployments' | 'releases'): string[] {
  return [...versions.values()].flat().flatMap((version) => version[what]);
}

function placeOf({ pacticipant, environment, instance }: Stay): string {
  return JSON.stringify([pacticipant, environment, instance]);
}

function subjectOf({ pacticipant, number, environment, instance }: Stay): string {
  return `${pacticipant} ${number} in ${environment}${instance ? ` as ${instance}` : ''}`;
}

async function deploy(copying: Copying, stay: Stay, ids: EnvironmentIds, next: Stay | undefined): Promise<void> {
  const body = stay.instance ? { applicationInstance: stay.instance } : {};
  const made = await record(copying, 'deployments', stay, ids, body);
  if (made && endsByItself(stay, next)) await end(copying, 'deployments', stay, made);
}

async function record(
  { to, ledger }: Copying,
  kind: Kind & ('deployments' | 'releases'),
  stay: Stay,
  ids: EnvironmentIds,
  body: object,
): Promise<string | undefined> {
  const { pacticipant, number, environment } = stay;
  const uuid = ids.get(environment) ?? 'unknown';
  const list = kind === 'deployments' ? 'deployed-versions' : 'released-versions';
  const path = `${pathOf`/pacticipants/${pacticipant}/versions/${number}`}/${list}/environment/${uuid}`;
  const made = await to.write(kind, subjectOf(stay), 'post', path, body);
  const [link] = [made?._links?.self ?? []].flat();
  if (made && !link) ledger.lost(kind, subjectOf(stay), 'the target does not say where it is recorded');
  return link?.href;
}

function end({ to }: Copying, kind: 'deployments' | 'releases', stay: Stay, href: string) {
  const body = kind === 'deployments' ? { currentlyDeployed: false } : { currentlySupported: false };
  return to.change(kind, subjectOf(stay), 'patch', href, body);
}

/** Records the releases that are missing, and which of them are supported no more. */
export async function copyReleases(copying: Copying, wanted: Versions, there: Versions, ids: EnvironmentIds) {
  const { from, to, ledger } = copying;
  const stays = await readStays(from, hrefsOf(wanted, 'releases'));
  const had = new Map((await readStays(to.client, hrefsOf(there, 'releases'))).map((stay) => [subjectOf(stay), stay]));
  ledger.found('releases', stays.length);
  await inLanes(stays, placeOf, async (stay) => {
    const known = had.get(subjectOf(stay));
    if (known) ledger.there('releases');
    if (known?.until && !stay.until) ledger.counts.releases.there -= 1;
    const href = known && (!known.until || stay.until) ? known.href : await record(copying, 'releases', stay, ids, {});
    if (href && stay.until && !known?.until) await end(copying, 'releases', stay, href);
  });
}
