import { HttpError } from '../http/http-error.ts';
import type { ParsedPact } from '../pact-json/parsed-pact.ts';
import type { RequestScope } from '../request-scope.ts';
import { ensurePacticipant } from '../store/pacticipants.ts';
import { lockPacticipant } from '../store/postgres/write-conflicts.ts';
import { areVerified } from '../store/verifications.ts';
import { findConflicts, modificationRefused } from './conflicts.ts';
import { error, type Notice, pactNotices, versionNotices } from './notices.ts';
import type { Publication } from './publication.ts';
import { findExisting, saveVersion } from './save-version.ts';
import { type PactTarget, savePact } from './write-pact.ts';

/**
 * Publishes the contracts of a version together with its branch, tags and build URL.
 * @throws HttpError 409 with notices, before anything is written, for changed content of an existing version, or for similar names
 */
export async function publish(scope: RequestScope, publication: Publication): Promise<Notice[]> {
  const { db, urls, now, checksSimilarNames = true } = scope;
  await lockPacticipant(db, publication.pacticipantName);
  const existing = await findExisting(db, publication);
  const conflicts = await findConflicts(db, publication, existing, checksSimilarNames ? urls.base : undefined);
  if (conflicts.length > 0) throw publicationRejected(conflicts);
  const saved = await saveVersion(db, publication, existing, now);
  const notices = versionNotices(publication, saved.isNew);
  const published = new Set<string>();
  for (const { providerName, pact } of publication.contracts) {
    const provider = saved.pacticipants.get(providerName) ?? (await ensurePacticipant(db, providerName, now));
    const isRepeated = published.has(providerName);
    const target = { ...saved, provider, isFirst: saved.isNew && !isRepeated };
    notices.push(...(await publishPact(scope, target, pact, isRepeated)));
    published.add(providerName);
  }
  return notices;
}

/** @param isRepeated the same publication has an earlier contract with this provider; the last one counts */
async function publishPact(
  scope: RequestScope,
  target: PactTarget,
  pact: ParsedPact,
  isRepeated: boolean,
): Promise<Notice[]> {
  const { db, urls } = scope;
  const { pacticipant, version, provider } = target;
  const { stored, reaction } = await savePact(scope, target, pact);
  const names = { consumer: pacticipant.name, consumerVersion: version.number, provider: provider.name };
  if (stored === 'changed' && !isRepeated)
    throw publicationRejected([error(modificationRefused(names.consumer, version.number, provider.name))]);
  return pactNotices({
    ...names,
    url: urls.pact(provider.name, names.consumer, version.number),
    stored,
    reaction,
    isVerified: await areVerified(db, pacticipant.id, provider.id),
  });
}

function publicationRejected(notices: Notice[]): HttpError {
  const contracts = notices.filter(({ type }) => type === 'error').map(({ text }) => text);
  return new HttpError(409, { notices, errors: { contracts } }, 'application/json;charset=utf-8');
}
