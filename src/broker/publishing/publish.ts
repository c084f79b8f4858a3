import type { JsonObject } from '../content/json.ts';
import { pactSha } from '../content/sha.ts';
import { keptText } from '../content/working-out.ts';
import type { Urls } from '../hal/urls.ts';
import { HttpError } from '../protocol/http-error.ts';
import { addVersionToBranch } from '../store/branches.ts';
import type { Db } from '../store/database.ts';
import { ensurePacticipant, type Pacticipant } from '../store/pacticipants.ts';
import { findPreviousPacts } from '../store/previous-pacts.ts';
import { type Stored, storePact } from '../store/publications.ts';
import { addTag } from '../store/tags.ts';
import { takeTurn } from '../store/turns.ts';
import { areVerified } from '../store/verifications.ts';
import { ensureVersionOf, setBuildUrl, type Version } from '../store/versions.ts';
import { type Circumstances, type PactReaction, reactToPact } from '../webhooks/trigger.ts';
import { findConflicts, modificationRefused } from './conflicts.ts';
import { eventsOfNewPact, eventsOfRevision } from './events.ts';
import { error, type Notice, pactNotices, versionNotices } from './notices.ts';
import type { Publication } from './publication.ts';

/** A version of a consumer, with the consumer. */
export interface ConsumerVersion {
  readonly pacticipant: Pacticipant;
  readonly version: Version;
}

/**
 * Publishes the contracts of a version, and what is said of the version itself.
 * @throws HttpError 409 with notices, before anything is written, for another content of the same version, or for similar names
 */
export async function publish(db: Db, publication: Publication, urls: Urls, now: Date): Promise<Notice[]> {
  await takeTurn(db, publication.pacticipantName);
  const conflicts = await findConflicts(db, publication, urls.base);
  if (conflicts.length > 0) throw refusal(conflicts);
  const { isNew, ...consumer } = await saveVersion(db, publication, now);
  const notices = versionNotices(publication, isNew);
  const providers = new Set<string>();
  for (const contract of publication.contracts) {
    const mayChange = providers.has(contract.providerName);
    notices.push(...(await publishOne({ db, urls, now }, consumer, contract, mayChange)));
    providers.add(contract.providerName);
  }
  return notices;
}

async function saveVersion(db: Db, publication: Publication, now: Date): Promise<ConsumerVersion & { isNew: boolean }> {
  const { pacticipantName, versionNumber, branch, tags, buildUrl } = publication;
  const saved = await ensureVersionOf(db, pacticipantName, versionNumber, now);
  const { pacticipant, version } = saved;
  if (buildUrl && buildUrl !== version.buildUrl) await setBuildUrl(db, version.id, buildUrl, now);
  if (branch) await addVersionToBranch(db, pacticipant, version, branch, now);
  for (const tag of tags) await addTag(db, pacticipant, version, tag, now);
  return saved;
}

/** @param mayChange the same publication has named this provider before: the last of its contracts counts */
async function publishOne(
  circumstances: Circumstances,
  { pacticipant, version }: ConsumerVersion,
  { providerName: provider, content }: Publication['contracts'][number],
  mayChange: boolean,
): Promise<Notice[]> {
  const { db, urls } = circumstances;
  const { stored, reaction, providerId } = await savePact(circumstances, { pacticipant, version }, provider, content);
  const place = { consumer: pacticipant.name, consumerVersion: version.number, provider };
  if (stored === 'changed' && !mayChange)
    throw refusal([error(modificationRefused(place.consumer, version.number, provider))]);
  return pactNotices({
    ...place,
    url: urls.pact(provider, place.consumer, version.number),
    stored,
    reaction,
    isVerified: await areVerified(db, pacticipant.id, providerId),
  });
}

/** Stores a pact of a consumer version, whatever was there before, tells what that means, and sets off the webhooks that wait for it. */
export async function savePact(
  circumstances: Circumstances,
  { pacticipant, version }: ConsumerVersion,
  providerName: string,
  content: JsonObject,
): Promise<{ stored: Stored; reaction: PactReaction; providerId: number }> {
  const { db, now } = circumstances;
  const provider = providerName === pacticipant.name ? pacticipant : await ensurePacticipant(db, providerName, now);
  const sha = pactSha(content);
  const stored = await storePact(db, { consumerVersion: version, provider, sha, content: keptText(content) }, now);
  const place = { consumerId: pacticipant.id, providerId: provider.id, consumerVersionId: version.id };
  const events =
    stored === 'new'
      ? eventsOfNewPact(sha, await findPreviousPacts(db, place))
      : eventsOfRevision(stored === 'changed', pacticipant.name, version.number);
  return { stored, reaction: await reactToPact(circumstances, place, events), providerId: provider.id };
}

function refusal(notices: Notice[]): HttpError {
  const contracts = notices.filter(({ type }) => type === 'error').map(({ text }) => text);
  return new HttpError(409, { notices, errors: { contracts } }, 'application/json;charset=utf-8');
}
