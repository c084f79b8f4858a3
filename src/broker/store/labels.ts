import type { Selectable } from 'kysely';
import { labelColumns } from './columns.ts';
import type { Db } from './database.ts';
import { type Listing, type Page, queryPage } from './page.ts';
import type { LabelTable } from './schema.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

export type Label = Selectable<LabelTable>;

export function findLabel(db: Db, pacticipantName: string, name: string): Promise<Label | undefined> {
  return db
    .selectFrom('labels')
    .innerJoin('pacticipants', 'pacticipants.id', 'labels.pacticipantId')
    .select(labelColumns)
    .where('pacticipants.name', '=', pacticipantName)
    .where('labels.name', '=', name)
    .executeTakeFirst();
}

/** Adds a label to a pacticipant unless it has the label already. */
export function addLabel(db: Db, pacticipantId: number, name: string, now: Date): Promise<Label> {
  const date = now.toISOString();
  return db
    .insertInto('labels')
    .values({ pacticipantId, name, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.columns(['pacticipantId', 'name']).doUpdateSet({ updatedAt: date }))
    .returning(labelColumns)
    .executeTakeFirstOrThrow();
}

export async function deleteLabel(db: Db, { pacticipantId, name }: Label): Promise<void> {
  await db.deleteFrom('labels').where('pacticipantId', '=', pacticipantId).where('name', '=', name).execute();
}

/** The names of all labels in use, each once. */
export function listLabels(db: Db, page?: Page): Promise<Listing<{ name: string }>> {
  const names = db.selectFrom('labels').select('name').distinct().orderBy('name');
  return queryPage(names, page, async () => {
    const { count } = await db
      .selectFrom('labels')
      .select((eb) => eb.fn.count('name').distinct().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  });
}

/** The labels of some pacticipants, by id. */
export async function listLabelNames(db: Db, pacticipantIds: readonly number[]): Promise<Map<number, string[]>> {
  const labels = await db
    .selectFrom('labels')
    .select(['pacticipantId', 'name'])
    .where('pacticipantId', 'in', padToPowerOfTwo(pacticipantIds))
    .orderBy('createdAt')
    .orderBy('name')
    .execute();
  const names = new Map<number, string[]>();
  for (const { pacticipantId, name } of labels) names.set(pacticipantId, [...(names.get(pacticipantId) ?? []), name]);
  return names;
}
