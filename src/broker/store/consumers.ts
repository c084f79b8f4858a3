import { sql } from 'kysely';
import type { Db } from './database.ts';

/** A consumer of a provider, and what there is of its main branch. */
export interface Consumer {
  readonly name: string;
  readonly mainBranch: string | null;
  readonly hasHead: number;
  readonly hasTag: number;
}

/** The consumers of a provider. */
export async function listConsumers(db: Db, providerId: number): Promise<Consumer[]> {
  const { rows } = await sql<Consumer>`
    select c.name, c.main_branch,
      case when exists (select 1 from branches b join branch_heads h on h.branch_id = b.id
        where b.pacticipant_id = c.id and b.name = c.main_branch) then 1 else 0 end as has_head,
      case when exists (select 1 from tags t where t.pacticipant_id = c.id and t.name = c.main_branch) then 1 else 0 end as has_tag
    from integrations i join pacticipants c on c.id = i.consumer_id
    where i.provider_id = ${providerId} order by c.name`.execute(db);
  return rows;
}
