import { isComparable, notCompared, pactDifference } from '../pact-json/difference.ts';
import { parseStoredPact } from '../pact-json/parsed-pact.ts';
import type { Db } from '../store/database.ts';
import { findPact } from '../store/pacts.ts';
import { error, info, type Notice } from './notices.ts';
import type { Publication } from './publication.ts';
import type { ExistingRecords } from './save-version.ts';
import { similarNameWarnings } from './similar-names.ts';

/** Why a publication is refused: it changes the content of an existing version, or has a new name that is similar to an existing one. */
/** @param baseUrl the broker's, for the command in a warning about names; undefined: names are not checked */
export async function findConflicts(
  db: Db,
  publication: Publication,
  existing: ExistingRecords,
  baseUrl: string | undefined,
): Promise<Notice[]> {
  const { pacticipantName, contracts } = publication;
  const modifications = existing.version ? await findModifications(db, publication) : [];
  const names = [pacticipantName, ...contracts.map(({ providerName }) => providerName)];
  const warnings = baseUrl ? await similarNameWarnings(db, names, existing.pacticipants, baseUrl) : [];
  return [...modifications, ...warnings.map(error)];
}

async function findModifications(db: Db, publication: Publication): Promise<Notice[]> {
  const { pacticipantName: consumer, versionNumber, contracts } = publication;
  const notices: Notice[] = [];
  for (const { providerName: provider, pact } of contracts) {
    const existing = await findPact(db, { consumer, provider }, versionNumber);
    if (existing && existing.sha !== pact.sha) {
      const isLarge = !isComparable(existing.content) || !isComparable(pact.storedJson);
      const difference = isLarge
        ? notCompared
        : await pactDifference(await parseStoredPact(existing.content), pact.json);
      notices.push(error(modificationRefused(consumer, versionNumber, provider)), info(difference));
    }
  }
  return notices;
}

/** The official broker's refusal to change the pact of an existing version. */
export function modificationRefused(consumer: string, version: string, provider: string): string {
  return (
    `Cannot change the content of the pact for ${consumer} version ${version} and provider ${provider}, as race conditions will cause ` +
    'unreliable results for can-i-deploy. Each pact must be published with a unique consumer version number. Some Pact libraries ' +
    'generate random data when a concrete value for a type matcher is not specified, and this can cause the contract to mutate - ' +
    'ensure you have given example values for all type matchers. For more information see https://docs.pact.io/go/versioning'
  );
}
