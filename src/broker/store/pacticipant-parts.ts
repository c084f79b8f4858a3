import { sql } from 'kysely';
import type { Db } from './database.ts';
import { grouped } from './grouped.ts';
import type { Pacticipant } from './pacticipants.ts';
import { padded } from './pad-to-power-of-two.ts';

/** A pacticipant with what is told along with it. */
export interface DescribedPacticipant {
  readonly pacticipant: Pacticipant;
  readonly latestVersion: string | undefined;
  readonly labels: readonly string[];
}

/** Adds to each pacticipant its newest version's number and its labels; two questions, however many there are. */
export async function describePacticipants(db: Db, pacticipants: Pacticipant[]): Promise<DescribedPacticipant[]> {
  if (pacticipants.length === 0) return [];
  const ids = pacticipants.map(({ id }) => id);
  const newest = grouped(await newestVersions(db, ids), (row) => row.pacticipantId);
  const labels = grouped(await labelsOf(db, ids), (row) => row.pacticipantId);
  return pacticipants.map((pacticipant) => ({
    pacticipant,
    latestVersion: newest(pacticipant.id)[0]?.number,
    labels: labels(pacticipant.id).map(({ name }) => name),
  }));
}

function newestVersions(db: Db, ids: number[]) {
  return db
    .selectFrom('pacticipants')
    .innerJoin('versions', (join) =>
      join.on('versions.id', '=', sql`(select max(id) from versions where pacticipant_id = pacticipants.id)`),
    )
    .select(['versions.pacticipantId', 'versions.number'])
    .where('pacticipants.id', 'in', padded(ids))
    .execute();
}

function labelsOf(db: Db, ids: number[]) {
  return db
    .selectFrom('labels')
    .select(['pacticipantId', 'name'])
    .where('pacticipantId', 'in', padded(ids))
    .orderBy('name')
    .execute();
}
