import { type FieldErrors, HttpError, validationError } from '../http/http-error.ts';
import { type JsonObject, RawJson } from '../pact-json/json.ts';
import { mergePacts } from '../pact-json/merge.ts';
import { pacticipantName } from '../pact-json/pact-content.ts';
import { type ParsedPact, parseStoredPact, preparePact } from '../pact-json/parsed-pact.ts';
import type { RequestScope } from '../request-scope.ts';
import { ensurePacticipant, ensurePacticipants, findPacticipantIds, type Pacticipant } from '../store/pacticipants.ts';
import type { PactWithContent, Pair } from '../store/pacts.ts';
import { findPreviousPacts } from '../store/previous-pacts.ts';
import { type StorePactResult, storePact } from '../store/publications.ts';
import { ensureVersionOf, type Version } from '../store/versions.ts';
import { newPactEvents, revisionEvents } from '../webhooks/pact-events.ts';
import { type PactTriggerResult, triggerForPact } from '../webhooks/trigger-webhooks.ts';
import { modificationRefused } from './conflicts.ts';
import { similarNameWarnings } from './similar-names.ts';

/** The names in the URL of a single pact. */
export interface PactCoordinates extends Pair {
  readonly consumerVersion: string;
}

/**
 * Writes the pact of one consumer version.
 * @throws HttpError 400 when the content names other pacticipants than the URL; 409 for a new name that is similar to an existing one,
 * or when the version has a pact with other content
 */
export async function putPact(
  scope: RequestScope,
  coordinates: PactCoordinates,
  pact: ParsedPact,
  existing: PactWithContent | undefined,
): Promise<void> {
  await checkNames(scope, coordinates, pact.json);
  const refusal = () => {
    const error = modificationRefused(coordinates.consumer, coordinates.consumerVersion, coordinates.provider);
    return new HttpError(409, { error });
  };
  if (existing && existing.sha !== pact.sha) throw refusal();
  if ((await saveContent(scope, coordinates, pact)) === 'changed') throw refusal();
}

/**
 * Adds interactions to the pact of one consumer version; those with the same description and provider state are replaced.
 * @throws HttpError as `putPact`; 409 when an interaction with the same description and provider state has another request
 */
export async function mergePact(
  scope: RequestScope,
  coordinates: PactCoordinates,
  pact: ParsedPact,
  existing: PactWithContent | undefined,
): Promise<void> {
  await checkNames(scope, coordinates, pact.json);
  await saveContent(scope, coordinates, existing ? await merge(existing, pact) : pact);
}

async function merge(existing: PactWithContent, added: ParsedPact): Promise<ParsedPact> {
  const merged = await mergePacts(await parseStoredPact(existing.content), added.json);
  if (!merged) throw new HttpError(409);
  return preparePact(merged);
}

async function checkNames(
  { db, urls, checksSimilarNames }: RequestScope,
  coordinates: PactCoordinates,
  pact: JsonObject,
): Promise<void> {
  const errors = nameErrors(coordinates, pact);
  if (Object.keys(errors).length > 0) throw validationError(errors);
  if (checksSimilarNames === false) return;
  const names = [coordinates.consumer, coordinates.provider];
  const warnings = await similarNameWarnings(db, names, await findPacticipantIds(db, names), urls.base);
  if (warnings.length > 0) throw new HttpError(409, warnings.join('\n'), 'text/plain');
}

function nameErrors(coordinates: PactCoordinates, pact: JsonObject): FieldErrors {
  const errors: FieldErrors = {};
  for (const role of ['consumer', 'provider'] as const) {
    const name = pacticipantName(pact, role) ?? null;
    const shown = name instanceof RawJson ? name.text : name;
    if (shown !== null && shown !== coordinates[role])
      errors[`${role}.name`] = [`name in pact '${shown}' does not match name in URL path '${coordinates[role]}'.`];
  }
  return errors;
}

async function saveContent(
  scope: RequestScope,
  coordinates: PactCoordinates,
  pact: ParsedPact,
): Promise<StorePactResult> {
  const { db, now } = scope;
  const names = [coordinates.consumer, coordinates.provider];
  const pacticipants = await ensurePacticipants(db, names, now);
  const { isNew, ...consumer } = await ensureVersionOf(db, coordinates.consumer, coordinates.consumerVersion, now);
  const provider = pacticipants.get(coordinates.provider) ?? (await ensurePacticipant(db, coordinates.provider, now));
  return (await savePact(scope, { ...consumer, provider, isFirst: isNew }, pact)).stored;
}

/** The consumer version and the provider that a pact is stored for. */
export interface PactTarget {
  readonly pacticipant: Pacticipant;
  readonly version: Version;
  readonly provider: Pacticipant;
  /** The version is new, so it has no pact with the provider yet. */
  readonly isFirst: boolean;
}

/** Stores the pact of a consumer version, whether or not it has one already, and triggers the webhooks for the resulting events. */
export async function savePact(
  scope: RequestScope,
  { pacticipant, version, provider, isFirst }: PactTarget,
  { sha, storedJson }: ParsedPact,
): Promise<{ stored: StorePactResult; reaction: PactTriggerResult }> {
  const { db, now } = scope;
  const stored = await storePact(db, { consumerVersion: version, provider, sha, content: storedJson, isFirst }, now);
  const ids = { consumerId: pacticipant.id, providerId: provider.id, consumerVersionId: version.id };
  const events =
    stored === 'new'
      ? newPactEvents(sha, await findPreviousPacts(db, ids))
      : revisionEvents(stored === 'changed', pacticipant.name, version.number);
  return { stored, reaction: await triggerForPact(scope, ids, events) };
}
