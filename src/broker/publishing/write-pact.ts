import { type FieldErrors, HttpError, invalid } from '../http/http-error.ts';
import { type JsonObject, RawJson } from '../pact-json/json.ts';
import { parseJsonAsync } from '../pact-json/json-reader.ts';
import { mergePacts } from '../pact-json/merge.ts';
import { pacticipantName } from '../pact-json/pact-content.ts';
import { precompute } from '../pact-json/parsed-pact.ts';
import { pactSha } from '../pact-json/sha.ts';
import { ensurePacticipant, findPacticipantIds } from '../store/pacticipants.ts';
import type { PactWithContent, Pair } from '../store/pacts.ts';
import { ensureVersionOf } from '../store/versions.ts';
import type { RequestScope } from '../webhooks/trigger-webhooks.ts';
import { modificationRefused, similarNameWarnings } from './conflicts.ts';
import { savePact } from './publish.ts';

/** Where a single pact is written. */
export interface PactCoordinates extends Pair {
  readonly consumerVersion: string;
}

/**
 * Writes the pact of one consumer version.
 * @throws HttpError 400 when the names inside are others; 409 for a name that is like an existing one, or for another content
 */
export async function putPact(
  writing: RequestScope,
  place: PactCoordinates,
  content: JsonObject,
  existing: PactWithContent | undefined,
): Promise<void> {
  await checkNames(writing, place, content);
  const refused = () => {
    const error = modificationRefused(place.consumer, place.consumerVersion, place.provider);
    return new HttpError(409, { error });
  };
  if (existing && existing.sha !== pactSha(content)) throw refused();
  if ((await save(writing, place, content)) === 'changed') throw refused();
}

/**
 * Adds to the pact of one consumer version; what is there for the same description and state is replaced.
 * @throws HttpError as `putPact`; 409 when the same description and state would ask for something else
 */
export async function mergePact(
  writing: RequestScope,
  place: PactCoordinates,
  content: JsonObject,
  existing: PactWithContent | undefined,
): Promise<void> {
  await checkNames(writing, place, content);
  const before = existing && ((await parseJsonAsync(existing.content)) as JsonObject);
  const merged = before ? await mergePacts(before, content) : content;
  if (!merged) throw new HttpError(409);
  await precompute(merged);
  await save(writing, place, merged);
}

async function checkNames({ db, urls }: RequestScope, place: PactCoordinates, content: JsonObject): Promise<void> {
  const errors = nameErrors(place, content);
  if (Object.keys(errors).length > 0) throw invalid(errors);
  const names = [place.consumer, place.provider];
  const warnings = await similarNameWarnings(db, names, await findPacticipantIds(db, names), urls.base);
  if (warnings.length > 0) throw new HttpError(409, warnings.join('\n'), 'text/plain');
}

function nameErrors(place: PactCoordinates, content: JsonObject): FieldErrors {
  const errors: FieldErrors = {};
  for (const role of ['consumer', 'provider'] as const) {
    const inside = pacticipantName(content, role) ?? null;
    const shown = inside instanceof RawJson ? inside.text : inside;
    if (shown !== null && shown !== place[role])
      errors[`${role}.name`] = [`name in pact '${shown}' does not match name in URL path '${place[role]}'.`];
  }
  return errors;
}

async function save(writing: RequestScope, place: PactCoordinates, content: JsonObject) {
  const { db, now } = writing;
  const { isNew, ...consumer } = await ensureVersionOf(db, place.consumer, place.consumerVersion, now);
  const provider = await ensurePacticipant(db, place.provider, now);
  return (await savePact(writing, { ...consumer, provider, isFirst: isNew }, content)).stored;
}
