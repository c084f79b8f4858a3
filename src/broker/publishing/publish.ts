import type { JsonObject } from '../content/json.ts';
import { pactSha } from '../content/sha.ts';
import { keptText } from '../content/working-out.ts';
import type { Urls } from '../hal/urls.ts';
import { HttpError } from '../protocol/http-error.ts';
import { addVersionToBranch } from '../store/branches.ts';
import type { Db } from '../store/database.ts';
import { ensurePacticipant, findPacticipants, type Pacticipant } from '../store/pacticipants.ts';
import { findPreviousPacts } from '../store/previous-pacts.ts';
import { type Stored, storePact } from '../store/publications.ts';
import { addTag } from '../store/tags.ts';
import { takeTurn } from '../store/turns.ts';
import { areVerified } from '../store/verifications.ts';
import { addVersion, findVersion, setBuildUrl, type Version } from '../store/versions.ts';
import { type Circumstances, type PactReaction, reactToPact } from '../webhooks/trigger.ts';
import { findConflicts, type Known, modificationRefused } from './conflicts.ts';
import { eventsOfNewPact, eventsOfRevision } from './events.ts';
import { error, type Notice, pactNotices, versionNotices } from './notices.ts';
import type { Publication } from './publication.ts';

/** A version of a consumer, with the consumer, and a provider. */
export interface Between {
  readonly pacticipant: Pacticipant;
  readonly version: Version;
  readonly provider: Pacticipant;
}

/**
 * Publishes the contracts of a version, and what is said of the version itself.
 * @throws HttpError 409 with notices, before anything is written, for another content of the same version, or for similar names
 */
export async function publish(db: Db, publication: Publication, urls: Urls, now: Date): Promise<Notice[]> {
  await takeTurn(db, publication.pacticipantName);
  const known = await findKnown(db, publication);
  const conflicts = await findConflicts(db, publication, known, urls.base);
  if (conflicts.length > 0) throw refusal(conflicts);
  const { isNew, ...consumer } = await saveVersion(db, publication, known, now);
  const notices = versionNotices(publication, isNew);
  const providers = new Map([...known.pacticipants, [consumer.pacticipant.name, consumer.pacticipant]]);
  const named = new Set<string>();
  for (const { providerName, content } of publication.contracts) {
    const provider = providers.get(providerName) ?? (await ensurePacticipant(db, providerName, now));
    const mayChange = named.has(providerName);
    notices.push(...(await publishOne({ db, urls, now }, { ...consumer, provider }, content, mayChange)));
    named.add(providerName);
  }
  return notices;
}

async function findKnown(db: Db, { pacticipantName, versionNumber, contracts }: Publication): Promise<Known> {
  const names = new Set([pacticipantName, ...contracts.map(({ providerName }) => providerName)]);
  const pacticipants = await findPacticipants(db, [...names]);
  const consumer = pacticipants.get(pacticipantName);
  return { pacticipants, version: consumer && (await findVersion(db, consumer.id, versionNumber)) };
}

async function saveVersion(db: Db, publication: Publication, known: Known, now: Date) {
  const { pacticipantName: name, versionNumber, branch, tags, buildUrl } = publication;
  const pacticipant = known.pacticipants.get(name) ?? (await ensurePacticipant(db, name, now));
  const { version, isNew } = known.version
    ? { version: known.version, isNew: false }
    : await addVersion(db, pacticipant, versionNumber, now);
  if (buildUrl && buildUrl !== version.buildUrl) await setBuildUrl(db, version.id, buildUrl, now);
  if (branch) await addVersionToBranch(db, pacticipant, version, branch, now);
  for (const tag of tags) await addTag(db, pacticipant, version, tag, now);
  return { pacticipant, version, isNew };
}

/** @param mayChange the same publication has named this provider before: the last of its contracts counts */
async function publishOne(
  circumstances: Circumstances,
  between: Between,
  content: JsonObject,
  mayChange: boolean,
): Promise<Notice[]> {
  const { db, urls } = circumstances;
  const { pacticipant, version, provider } = between;
  const { stored, reaction } = await savePact(circumstances, between, content);
  const place = { consumer: pacticipant.name, consumerVersion: version.number, provider: provider.name };
  if (stored === 'changed' && !mayChange)
    throw refusal([error(modificationRefused(place.consumer, version.number, provider.name))]);
  return pactNotices({
    ...place,
    url: urls.pact(provider.name, place.consumer, version.number),
    stored,
    reaction,
    isVerified: await areVerified(db, pacticipant.id, provider.id),
  });
}

/** Stores a pact of a consumer version, whatever was there before, tells what that means, and sets off the webhooks that wait for it. */
export async function savePact(
  circumstances: Circumstances,
  { pacticipant, version, provider }: Between,
  content: JsonObject,
): Promise<{ stored: Stored; reaction: PactReaction }> {
  const { db, now } = circumstances;
  const sha = pactSha(content);
  const stored = await storePact(db, { consumerVersion: version, provider, sha, content: keptText(content) }, now);
  const place = { consumerId: pacticipant.id, providerId: provider.id, consumerVersionId: version.id };
  const events =
    stored === 'new'
      ? eventsOfNewPact(sha, await findPreviousPacts(db, place))
      : eventsOfRevision(stored === 'changed', pacticipant.name, version.number);
  return { stored, reaction: await reactToPact(circumstances, place, events) };
}

function refusal(notices: Notice[]): HttpError {
  const contracts = notices.filter(({ type }) => type === 'error').map(({ text }) => text);
  return new HttpError(409, { notices, errors: { contracts } }, 'application/json;charset=utf-8');
}
