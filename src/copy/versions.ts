import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal, Link } from '../broker-client/hal.ts';
import { forEachInGroups } from './concurrency.ts';
import { encodePath, pathPartAfter, readPages } from './requests.ts';
import type { CopyContext } from './target.ts';

/** A version as a broker's list of versions describes it. */
export interface Version {
  readonly pacticipant: string;
  readonly number: string;
  readonly buildUrl?: string | undefined;
  readonly createdAt: string;
  /** In the order in which the version was added to them. */
  readonly branches: readonly { readonly name: string; readonly isHead: boolean }[];
  readonly tags: readonly string[];
  /** The providers with which the version has pacts. */
  readonly providers: readonly string[];
  /** Links to its deployments and releases. */
  readonly deployments: readonly string[];
  readonly releases: readonly string[];
}

/** Versions by pacticipant, oldest first. */
export type Versions = ReadonlyMap<string, readonly Version[]>;

export async function readVersions(broker: BrokerClient, pacticipants: Iterable<string>): Promise<Versions> {
  const versions = new Map<string, Version[]>();
  await forEachInGroups([...pacticipants], String, async (name) => {
    const list = await readPages(broker, encodePath`/pacticipants/${name}/versions`, 'versions');
    const byNumber = new Map(list.map((one) => [one.number, versionOf(name, one)]));
    versions.set(name, [...byNumber.values()].reverse());
  });
  return versions;
}

function versionOf(pacticipant: string, { number, buildUrl, createdAt, _embedded, _links }: Hal): Version {
  const hrefs = (relation: string) => ([_links?.[relation] ?? []].flat() as Link[]).map(({ href }) => href);
  const listOf = (list: { name: string; latest?: boolean }[] | undefined) => list ?? [];
  return {
    pacticipant,
    number,
    buildUrl,
    createdAt,
    branches: listOf(_embedded?.branchVersions).map(({ name, latest }) => ({ name, isHead: latest === true })),
    tags: listOf(_embedded?.tags).map(({ name }) => name),
    providers: hrefs('pb:pact-versions').map((href) => pathPartAfter('provider', href)),
    deployments: hrefs('pb:deployed-environments'),
    releases: hrefs('pb:released-environments'),
  };
}

/**
 * Creates the missing versions in the order of the source, which determines the latest version. Tags are set in the same request as the
 * version, because a broker may derive a branch or a deployment from a tag that is added on its own.
 */
export async function copyVersions(context: CopyContext, wanted: Versions, present: Versions): Promise<void> {
  const { report } = context;
  const all = [...wanted.values()].flat();
  report.countFound('versions', all.length);
  const known = new Map([...present.values()].flat().map((version) => [versionKey(version), version]));
  await forEachInGroups(
    all,
    ({ pacticipant }) => pacticipant,
    async (version) => {
      const existing = known.get(versionKey(version));
      await (existing ? updateVersion(context, version, existing) : createVersion(context, version));
    },
  );
}

export function versionKey({ pacticipant, number }: { pacticipant: string; number: string }): string {
  return JSON.stringify([pacticipant, number]);
}

export function versionLabel({ pacticipant, number }: { pacticipant: string; number: string }): string {
  return `${pacticipant} ${number}`;
}

function pathTo({ pacticipant, number }: Version): string {
  return encodePath`/pacticipants/${pacticipant}/versions/${number}`;
}

async function createVersion({ to, report }: CopyContext, version: Version): Promise<void> {
  const { number, buildUrl, tags } = version;
  const body = { ...(buildUrl && { buildUrl }), ...(tags.length > 0 && { tags: tags.map((name) => ({ name })) }) };
  const created = await to.write('versions', versionLabel(version), 'patch', pathTo(version), body);
  if (created && created.number !== number)
    report.addMissing('versions', versionLabel(version), `its number at the target is ${created.number}`);
}

async function updateVersion({ to, report }: CopyContext, version: Version, existing: Version): Promise<void> {
  report.countAlreadyPresent('versions');
  const extra = existing.tags.filter((tag) => !version.tags.includes(tag));
  if (extra.length > 0)
    report.addMissing('versions', versionLabel(version), `it has additional tags at the target: ${extra.join(', ')}`);
  const tags = [...existing.tags, ...version.tags.filter((tag) => !existing.tags.includes(tag))];
  const body = {
    ...(version.buildUrl && version.buildUrl !== existing.buildUrl && { buildUrl: version.buildUrl }),
    ...(tags.length > existing.tags.length && { tags: tags.map((name) => ({ name })) }),
  };
  if (Object.keys(body).length > 0)
    await to.writeAttribute('versions', versionLabel(version), 'patch', pathTo(version), body);
}
