import { addVersionToBranch } from '../store/branches.ts';
import type { Db } from '../store/database.ts';
import { ensurePacticipant, ensurePacticipants, type Pacticipant } from '../store/pacticipants.ts';
import { addTag } from '../store/tags.ts';
import { addVersion, listPacticipantsWithVersion, setBuildUrl, type Version } from '../store/versions.ts';
import type { Publication } from './publication.ts';

/** The records that exist before a publication is stored. */
export interface ExistingRecords {
  /** Those that the publication names, by name. */
  readonly pacticipants: ReadonlyMap<string, Pacticipant>;
  /** The version that the publication names. */
  readonly version: Version | undefined;
}

export interface SavedVersion {
  readonly pacticipant: Pacticipant;
  /** All that the publication names, by name. */
  readonly pacticipants: ReadonlyMap<string, Pacticipant>;
  readonly version: Version;
  readonly isNew: boolean;
}

export async function findExisting(db: Db, publication: Publication): Promise<ExistingRecords> {
  const { pacticipantName, versionNumber } = publication;
  const found = await listPacticipantsWithVersion(db, namesOf(publication), versionNumber);
  return {
    pacticipants: new Map(found.map(({ pacticipant }) => [pacticipant.name, pacticipant])),
    version: found.find(({ pacticipant }) => pacticipant.name === pacticipantName)?.version,
  };
}

/** The pacticipants that a publication names, each once. */
function namesOf({ pacticipantName, contracts }: Publication): string[] {
  return [...new Set([pacticipantName, ...contracts.map(({ providerName }) => providerName)])];
}

/** Saves the version of a publication with its branch, tags and build URL, but without its pacts. */
export async function saveVersion(
  db: Db,
  publication: Publication,
  existing: ExistingRecords,
  now: Date,
): Promise<SavedVersion> {
  const { pacticipantName: name, versionNumber, branch, tags, buildUrl } = publication;
  const pacticipants = await ensurePacticipants(db, namesOf(publication), now, existing.pacticipants);
  const pacticipant = pacticipants.get(name) ?? (await ensurePacticipant(db, name, now));
  const { version, isNew } = existing.version
    ? { version: existing.version, isNew: false }
    : await addVersion(db, pacticipant, versionNumber, now);
  if (buildUrl && buildUrl !== version.buildUrl) await setBuildUrl(db, version.id, buildUrl, now);
  if (branch) await addVersionToBranch(db, pacticipant, version, branch, now);
  for (const tag of tags) await addTag(db, pacticipant, version, tag, now);
  return { pacticipant, pacticipants, version, isNew };
}
