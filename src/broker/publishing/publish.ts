import { HttpError } from '../http/http-error.ts';
import type { JsonObject } from '../pact-json/json.ts';
import { storedJson } from '../pact-json/parsed-pact.ts';
import { pactSha } from '../pact-json/sha.ts';
import { addVersionToBranch } from '../store/branches.ts';
import type { Db } from '../store/database.ts';
import { ensurePacticipant, type Pacticipant } from '../store/pacticipants.ts';
import { takeTurn } from '../store/postgres/lock-pacticipant.ts';
import { findPreviousPacts } from '../store/previous-pacts.ts';
import { type Stored, storePact } from '../store/publications.ts';
import { addTag } from '../store/tags.ts';
import { areVerified } from '../store/verifications.ts';
import { addVersion, listPacticipantsWithVersion, setBuildUrl, type Version } from '../store/versions.ts';
import type { Urls } from '../url/urls.ts';
import { newPactEvents, revisionEvents } from '../webhooks/pact-events.ts';
import { type PactTriggerResult, type RequestScope, triggerForPact } from '../webhooks/trigger-webhooks.ts';
import { findConflicts, modificationRefused } from './conflicts.ts';
import { error, type Notice, pactNotices, versionNotices } from './notices.ts';
import type { Publication } from './publication.ts';

/** A version of a consumer, with the consumer, and a provider. */
export interface PactTarget {
  readonly pacticipant: Pacticipant;
  readonly version: Version;
  readonly provider: Pacticipant;
  /** The version has no pact with the provider, for it was made just now. */
  readonly isFirst: boolean;
}

/**
 * Publishes the contracts of a version, and what is said of the version itself.
 * @throws HttpError 409 with notices, before anything is written, for another content of the same version, or for similar names
 */
export async function publish(db: Db, publication: Publication, urls: Urls, now: Date): Promise<Notice[]> {
  await takeTurn(db, publication.pacticipantName);
  const known = await findExisting(db, publication);
  const conflicts = await findConflicts(db, publication, known, urls.base);
  if (conflicts.length > 0) throw refusal(conflicts);
  const saved = await saveVersion(db, publication, known, now);
  const notices = versionNotices(publication, saved.isNew);
  const providers = new Map([...known.pacticipants, [saved.pacticipant.name, saved.pacticipant]]);
  const named = new Set<string>();
  for (const { providerName, content } of publication.contracts) {
    const provider = providers.get(providerName) ?? (await ensurePacticipant(db, providerName, now));
    const isAgain = named.has(providerName);
    const between = { ...saved, provider, isFirst: saved.isNew && !isAgain };
    notices.push(...(await publishOne({ db, urls, now }, between, content, isAgain)));
    named.add(providerName);
  }
  return notices;
}

/** @param isAgain the same publication has named this provider before: the last of its contracts counts */
async function publishOne(
  circumstances: RequestScope,
  between: PactTarget,
  content: JsonObject,
  isAgain: boolean,
): Promise<Notice[]> {
  const { db, urls } = circumstances;
  const { pacticipant, version, provider } = between;
  const { stored, reaction } = await savePact(circumstances, between, content);
  const place = { consumer: pacticipant.name, consumerVersion: version.number, provider: provider.name };
  if (stored === 'changed' && !isAgain)
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
  circumstances: RequestScope,
  { pacticipant, version, provider, isFirst }: PactTarget,
  content: JsonObject,
): Promise<{ stored: Stored; reaction: PactTriggerResult }> {
  const { db, now } = circumstances;
  const pact = { consumerVersion: version, provider, sha: pactSha(content), content: storedJson(content), isFirst };
  const stored = await storePact(db, pact, now);
  const place = { consumerId: pacticipant.id, providerId: provider.id, consumerVersionId: version.id };
  const events =
    stored === 'new'
      ? newPactEvents(pact.sha, await findPreviousPacts(db, place))
      : revisionEvents(stored === 'changed', pacticipant.name, version.number);
  return { stored, reaction: await triggerForPact(circumstances, place, events) };
}

function refusal(notices: Notice[]): HttpError {
  const contracts = notices.filter(({ type }) => type === 'error').map(({ text }) => text);
  return new HttpError(409, { notices, errors: { contracts } }, 'application/json;charset=utf-8');
}

/** What is there already of what a publication names. */
export interface ExistingRecords {
  /** By name. */
  readonly pacticipants: ReadonlyMap<string, Pacticipant>;
  readonly version: Version | undefined;
}

/** The version that a publication is about. */
export interface SavedVersion {
  readonly pacticipant: Pacticipant;
  readonly version: Version;
  readonly isNew: boolean;
}

export async function findExisting(
  db: Db,
  { pacticipantName, versionNumber, contracts }: Publication,
): Promise<ExistingRecords> {
  const names = new Set([pacticipantName, ...contracts.map(({ providerName }) => providerName)]);
  const found = await listPacticipantsWithVersion(db, [...names], versionNumber);
  return {
    pacticipants: new Map(found.map(({ pacticipant }) => [pacticipant.name, pacticipant])),
    version: found.find(({ pacticipant }) => pacticipant.name === pacticipantName)?.version,
  };
}

/** Saves what a publication says of the version itself. */
export async function saveVersion(
  db: Db,
  publication: Publication,
  known: ExistingRecords,
  now: Date,
): Promise<SavedVersion> {
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
