import { addVersionToBranch } from '../store/branches.ts';
import type { Db } from '../store/database.ts';
import { ensurePacticipant, type Pacticipant } from '../store/pacticipants.ts';
import { addTag } from '../store/tags.ts';
import { addVersion, listPacticipantsWithVersion, setBuildUrl, type Version } from '../store/versions.ts';
import type { Publication } from './publication.ts';

/** What is there already of what a publication names. */
export interface Known {
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

export async function findKnown(db: Db, { pacticipantName, versionNumber, contracts }: Publication): Promise<Known> {
  const names = new Set([pacticipantName, ...contracts.map(({ providerName }) => providerName)]);
  const found = await listPacticipantsWithVersion(db, [...names], versionNumber);
  return {
    pacticipants: new Map(found.map(({ pacticipant }) => [pacticipant.name, pacticipant])),
    version: found.find(({ pacticipant }) => pacticipant.name === pacticipantName)?.version,
  };
}

/** Saves what a publication says of the version itself. */
export async function saveVersion(db: Db, publication: Publication, known: Known, now: Date): Promise<SavedVersion> {
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
