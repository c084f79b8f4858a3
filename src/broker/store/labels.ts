import type { Db } from './database.ts';

export function listLabelNames(db: Db, pacticipantId: number): Promise<{ name: string }[]> {
  return db.selectFrom('labels').select('name').where('pacticipantId', '=', pacticipantId).orderBy('name').execute();
}
