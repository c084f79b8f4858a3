import type { JsonObject } from '../broker/pact-json/json.ts';
import { parseJson } from '../broker/pact-json/json-reader.ts';
import { writeJson } from '../broker/pact-json/json-writer.ts';
import { removeInteractionIds, storedPact } from '../broker/pact-json/parsed-pact.ts';
import { pactSha } from '../broker/pact-json/sha.ts';
import type { BrokerClient } from '../broker-client/client.ts';
import type { Link } from '../broker-client/hal.ts';
import { forEachInGroups } from './concurrency.ts';
import { encodePath, pathPartAfter } from './requests.ts';
import type { CopyContext } from './target.ts';
import { type Versions, versionKey, versionLabel } from './versions.ts';

/** A pact version (the content of a pact) at the source and at the target. */
export interface PactVersion {
  readonly consumer: string;
  readonly provider: string;
  /** The number of a consumer version that published it. */
  readonly number: string;
  readonly sha: string;
  /** Its SHA at the target. It differs only when the two brokers write floats differently. */
  readonly targetSha: string;
}

interface Pact {
  readonly consumer: string;
  readonly provider: string;
  readonly number: string;
  readonly isPresent: boolean;
}

/** Every pact of the source, and whether the target has a pact for the same versions. */
export function findPacts(wanted: Versions, present: Versions): Pact[] {
  const known = new Map([...present.values()].flat().map((version) => [versionKey(version), version.providers]));
  return [...wanted.values()].flat().flatMap((version) =>
    version.providers.map((provider) => {
      const isPresent = known.get(versionKey(version))?.includes(provider) ?? false;
      return { consumer: version.pacticipant, provider, number: version.number, isPresent };
    }),
  );
}

/** Publishes the missing pacts. Returns each pact version once. */
export async function copyPacts(context: CopyContext, wanted: Versions, present: Versions): Promise<PactVersion[]> {
  const pacts = findPacts(wanted, present);
  context.report.countFound('pacts', pacts.length);
  const pactVersions = new Map<string, PactVersion>();
  await forEachInGroups(pacts, pairKey, async (pact) => {
    const pactVersion = await copyPact(context, pact);
    if (pactVersion) pactVersions.set(`${pairKey(pact)} ${pactVersion.sha}`, pactVersion);
  });
  return [...pactVersions.values()];
}

export function pairKey({ consumer, provider }: { consumer: string; provider: string }): string {
  return JSON.stringify([consumer, provider]);
}

async function copyPact({ from, to, report }: CopyContext, pact: Pact): Promise<PactVersion | undefined> {
  const { consumer, provider, number, isPresent } = pact;
  const path = encodePath`/pacts/provider/${provider}/consumer/${consumer}/version/${number}`;
  const subject = `${versionLabel({ pacticipant: consumer, number })} with ${provider}`;
  const { sha, text } = await readPact(from, path);
  if (isPresent) {
    report.countAlreadyPresent('pacts');
    const targetSha = shaIn((await to.client.get(path))._links);
    if (targetSha === sha) return { consumer, provider, number, sha, targetSha };
    report.addMissing('pacts', subject, 'the target has a pact with other content for this version');
    return undefined;
  }
  const created = await to.write('pacts', subject, 'put', path, text);
  const targetSha = created ? shaIn(created._links) : sha;
  if (targetSha !== sha) report.addDifferent('pacts', subject, `it has another SHA at the target: ${targetSha}`);
  return { consumer, provider, number, sha, targetSha };
}

/** A pact without what the broker added to it, so that it gets the same SHA at the target. */
async function readPact(broker: BrokerClient, path: string): Promise<{ sha: string; text: string }> {
  const { json, text } = await broker.getWithText(path);
  const sha = shaIn(json._links);
  const served = parseJson(text) as JsonObject;
  served.delete('createdAt');
  served.delete('_links');
  return { sha, text: writeJson(publishedContent(served, sha)) };
}

/** `_id`s that the consumer published are part of the SHA and must be sent; those that the broker added must not be sent. */
function publishedContent(served: JsonObject, sha: string): JsonObject {
  const bare = removeInteractionIds(served);
  if (pactSha(bare) === sha || pactSha(served) !== sha) return bare;
  return storedPact(served);
}

function shaIn(links: Readonly<Record<string, Link | Link[]>> | undefined): string {
  const [link] = [links?.['pb:pact-version'] ?? []].flat();
  return pathPartAfter('pact-version', link?.href ?? '');
}
