import { pactDifference } from '../pact-json/difference.ts';
import type { JsonObject } from '../pact-json/json.ts';
import { parseJsonAsync } from '../pact-json/json-reader.ts';
import { pactSha } from '../pact-json/sha.ts';
import type { Db } from '../store/database.ts';
import { listPacticipantNames } from '../store/pacticipant-names.ts';
import { findPact } from '../store/pacts.ts';
import { error, info, type Notice } from './notices.ts';
import type { Publication } from './publication.ts';
import type { ExistingRecords } from './publish.ts';
import { similarNames, similarNameWarning } from './similar-names.ts';

/** Why a publication is refused: another content for the same version, or a new name that looks like an existing one. */
export async function findConflicts(
  db: Db,
  publication: Publication,
  known: ExistingRecords,
  baseUrl: string,
): Promise<Notice[]> {
  const { pacticipantName, contracts } = publication;
  const changes = known.version ? await findChanges(db, publication) : [];
  const names = [pacticipantName, ...contracts.map(({ providerName }) => providerName)];
  return [...changes, ...(await similarNameWarnings(db, names, known.pacticipants, baseUrl)).map(error)];
}

async function findChanges(db: Db, { pacticipantName: consumer, versionNumber, contracts }: Publication) {
  const notices: Notice[] = [];
  for (const { providerName: provider, content } of contracts) {
    const existing = await findPact(db, { consumer, provider }, versionNumber);
    if (existing && existing.sha !== pactSha(content)) {
      const before = (await parseJsonAsync(existing.content)) as JsonObject;
      const difference = await pactDifference(before, content);
      notices.push(error(modificationRefused(consumer, versionNumber, provider)), info(difference));
    }
  }
  return notices;
}

/** One warning for each name that is new here and similar to others. */
export async function similarNameWarnings(
  db: Db,
  names: readonly string[],
  known: ReadonlyMap<string, unknown>,
  baseUrl: string,
): Promise<string[]> {
  const fresh = [...new Set(names)].filter((name) => !known.has(name));
  if (fresh.length === 0) return [];
  const existing = await listPacticipantNames(db);
  return fresh.flatMap((name) => {
    const similar = similarNames(name, existing);
    return similar.length > 0 ? similarNameWarning(name, similar, baseUrl) : [];
  });
}

/** The refusal to change what a version says. */
export function modificationRefused(consumer: string, version: string, provider: string): string {
  return (
    `Cannot change the content of the pact for ${consumer} version ${version} and provider ${provider}, as race conditions will cause ` +
    'unreliable results for can-i-deploy. Each pact must be published with a unique consumer version number. Some Pact libraries ' +
    'generate random data when a concrete value for a type matcher is not specified, and this can cause the contract to mutate - ' +
    'ensure you have given example values for all type matchers. For more information see https://docs.pact.io/go/versioning'
  );
}
