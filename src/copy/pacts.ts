import type { JsonObject } from '../broker/pact-json/json.ts';
import { parseJson } from '../broker/pact-json/json-reader.ts';
import { writeJson } from '../broker/pact-json/json-writer.ts';
import { removeInteractionIds, storedPact } from '../broker/pact-json/parsed-pact.ts';
import { pactSha } from '../broker/pact-json/sha.ts';
import type { BrokerClient, Link } from '../broker-client/client.ts';
import { inLanes } from './concurrency.ts';
import { partAfter, pathOf } from './requests.ts';
import type { Copying } from './target.ts';
import { keyOf, nameOf, type Versions } from './versions.ts';

/** A content that a consumer and a provider have a pact with, at the source and at the target. */
export interface Content {
  readonly consumer: string;
  readonly provider: string;
  /** A version of the consumer that has it. */
  readonly number: string;
  readonly sha: string;
  /** What the target calls it; the same, unless the two write floats otherwise. */
  readonly targetSha: string;
}

interface Pact {
  readonly consumer: string;
  readonly provider: string;
  readonly number: string;
  readonly isThere: boolean;
}

/** Every pact of the source, and whether the target has it. */
export function pactsIn(wanted: Versions, there: Versions): Pact[] {
  const known = new Map([...there.values()].flat().map((version) => [keyOf(version), version.providers]));
  return [...wanted.values()].flat().flatMap((version) =>
    version.providers.map((provider) => {
      const isThere = known.get(keyOf(version))?.includes(provider) ?? false;
      return { consumer: version.pacticipant, provider, number: version.number, isThere };
    }),
  );
}

/** Publishes the pacts that are missing; gives each content once. */
export async function copyPacts(copying: Copying, wanted: Versions, there: Versions): Promise<Content[]> {
  const pacts = pactsIn(wanted, there);
  copying.ledger.found('pacts', pacts.length);
  const contents = new Map<string, Content>();
  await inLanes(pacts, pairOf, async (pact) => {
    const content = await copyPact(copying, pact);
    if (content) contents.set(`${pairOf(pact)} ${content.sha}`, content);
  });
  return [...contents.values()];
}

export function pairOf({ consumer, provider }: { consumer: string; provider: string }): string {
  return JSON.stringify([consumer, provider]);
}

async function copyPact({ from, to, ledger }: Copying, pact: Pact): Promise<Content | undefined> {
  const { consumer, provider, number, isThere } = pact;
  const path = pathOf`/pacts/provider/${provider}/consumer/${consumer}/version/${number}`;
  const subject = `${nameOf({ pacticipant: consumer, number })} with ${provider}`;
  const { sha, text } = await readPact(from, path);
  if (isThere) {
    ledger.there('pacts');
    const targetSha = shaIn((await to.client.get(path))._links);
    if (targetSha === sha) return { consumer, provider, number, sha, targetSha };
    ledger.lost('pacts', subject, 'the target has another content for it');
    return undefined;
  }
  const made = await to.write('pacts', subject, 'put', path, text);
  const targetSha = made ? shaIn(made._links) : sha;
  if (targetSha !== sha) ledger.otherwise('pacts', subject, `its content has another SHA at the target: ${targetSha}`);
  return { consumer, provider, number, sha, targetSha };
}

/** A pact as it was published, without what its broker has put into it, so that its content has the same SHA elsewhere. */
async function readPact(broker: BrokerClient, path: string): Promise<{ sha: string; text: string }> {
  const { json, text } = await broker.read(path);
  const sha = shaIn(json._links);
  const served = parseJson(text) as JsonObject;
  served.delete('createdAt');
  served.delete('_links');
  return { sha, text: writeJson(asPublished(served, sha)) };
}

/** An `_id` that its consumer has sent counts for the SHA, and so must be sent again; one that the broker has made must not be. */
function asPublished(served: JsonObject, sha: string): JsonObject {
  const bare = removeInteractionIds(served);
  if (pactSha(bare) === sha || pactSha(served) !== sha) return bare;
  return storedPact(served);
}

function shaIn(links: Readonly<Record<string, Link | Link[]>> | undefined): string {
  const [link] = [links?.['pb:pact-version'] ?? []].flat();
  return partAfter('pact-version', link?.href ?? '');
}
