import { sql } from 'kysely';
import { groupBy } from '../../text/group-by.ts';
import type { Db } from './database.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

/** An environment that a pacticipant is currently deployed to or released in. */
export interface CurrentEnvironment {
  readonly pacticipantId: number;
  readonly uuid: string;
  readonly name: string;
  readonly displayName: string | null;
}

/** The environments that these pacticipants are currently deployed to or released in, by pacticipant id. */
export async function findCurrentEnvironments(
  db: Db,
  pacticipantIds: readonly number[],
): Promise<Map<number, CurrentEnvironment[]>> {
  if (pacticipantIds.length === 0) return new Map();
  const ids = sql.join(padToPowerOfTwo(pacticipantIds));
  const { rows } = await sql<CurrentEnvironment>`
    select placements.pacticipant_id, e.uuid, e.name, e.display_name
    from (
      select pacticipant_id, environment_id from deployed_versions
      where undeployed_at is null and pacticipant_id in (${ids})
      union
      select pacticipant_id, environment_id from released_versions
      where support_ended_at is null and pacticipant_id in (${ids})
    ) placements
    join environments e on e.id = placements.environment_id
    order by e.id`.execute(db);
  return groupBy(rows, ({ pacticipantId }) => pacticipantId);
}
