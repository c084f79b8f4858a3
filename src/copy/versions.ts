import type { BrokerClient, Hal, Link } from '../broker-client/client.ts';
import { inLanes } from './concurrency.ts';
import { partAfter, pathOf, readPages } from './requests.ts';
import type { Copying } from './target.ts';

/** A version with all that a broker lists along with it. */
export interface Version {
  readonly pacticipant: string;
  readonly number: string;
  readonly buildUrl?: string | undefined;
  readonly createdAt: string;
  /** In the order in which it was put on them. */
  readonly branches: readonly { readonly name: string; readonly isHead: boolean }[];
  readonly tags: readonly string[];
  /** The providers it has pacts with. */
  readonly providers: readonly string[];
  /** Where its deployments and releases are told. */
  readonly deployments: readonly string[];
  readonly releases: readonly string[];
}

/** The versions of some pacticipants, each one's oldest first; none for one that is not there. */
export type Versions = ReadonlyMap<string, readonly Version[]>;

export async function readVersions(broker: BrokerClient, pacticipants: Iterable<string>): Promise<Versions> {
  const versions = new Map<string, Version[]>();
  await inLanes([...pacticipants], String, async (name) => {
    const list = await readPages(broker, pathOf`/pacticipants/${name}/versions`, 'versions');
    const byNumber = new Map(list.map((one) => [one.number, versionOf(name, one)]));
    versions.set(name, [...byNumber.values()].reverse());
  });
  return versions;
}

function versionOf(pacticipant: string, { number, buildUrl, createdAt, _embedded, _links }: Hal): Version {
  const hrefs = (relation: string) => ([_links?.[relation] ?? []].flat() as Link[]).map(({ href }) => href);
  const named = (list: { name: string; latest?: boolean }[] | undefined) => list ?? [];
  return {
    ...{ pacticipant, number, buildUrl, createdAt },
    branches: named(_embedded?.branchVersions).map(({ name, latest }) => ({ name, isHead: latest === true })),
    tags: named(_embedded?.tags).map(({ name }) => name),
    providers: hrefs('pb:pact-versions').map((href) => partAfter('provider', href)),
    deployments: hrefs('pb:deployed-environments'),
    releases: hrefs('pb:released-environments'),
  };
}

/**
 * Makes the versions that are missing, in the order of the source, for that decides which is the latest. Tags are set along with the
 * version: set by themselves they may be taken for a branch or a deployment.
 */
export async function copyVersions(copying: Copying, wanted: Versions, there: Versions): Promise<void> {
  const { ledger } = copying;
  const all = [...wanted.values()].flat();
  ledger.found('versions', all.length);
  const known = new Map([...there.values()].flat().map((version) => [keyOf(version), version]));
  await inLanes(
    all,
    ({ pacticipant }) => pacticipant,
    async (version) => {
      const had = known.get(keyOf(version));
      await (had ? completeVersion(copying, version, had) : makeVersion(copying, version));
    },
  );
}

export function keyOf({ pacticipant, number }: { pacticipant: string; number: string }): string {
  return JSON.stringify([pacticipant, number]);
}

export function nameOf({ pacticipant, number }: { pacticipant: string; number: string }): string {
  return `${pacticipant} ${number}`;
}

function pathTo({ pacticipant, number }: Version): string {
  return pathOf`/pacticipants/${pacticipant}/versions/${number}`;
}

async function makeVersion({ to, ledger }: Copying, version: Version): Promise<void> {
  const { number, buildUrl, tags } = version;
  const body = { ...(buildUrl && { buildUrl }), ...(tags.length > 0 && { tags: tags.map((name) => ({ name })) }) };
  const made = await to.write('versions', nameOf(version), 'patch', pathTo(version), body);
  if (made && made.number !== number) ledger.lost('versions', nameOf(version), `the target calls it ${made.number}`);
}

async function completeVersion({ to, ledger }: Copying, version: Version, had: Version): Promise<void> {
  ledger.there('versions');
  const extra = had.tags.filter((tag) => !version.tags.includes(tag));
  if (extra.length > 0) ledger.lost('versions', nameOf(version), `has more tags at the target: ${extra.join(', ')}`);
  const tags = [...had.tags, ...version.tags.filter((tag) => !had.tags.includes(tag))];
  const body = {
    ...(version.buildUrl && version.buildUrl !== had.buildUrl && { buildUrl: version.buildUrl }),
    ...(tags.length > had.tags.length && { tags: tags.map((name) => ({ name })) }),
  };
  if (Object.keys(body).length > 0) await to.change('versions', nameOf(version), 'patch', pathTo(version), body);
}
