import type { Metadata } from '../url/pact-metadata.ts';
import type { Db } from './database.ts';

/** The consumer versions that metadata names, oldest first; others than this consumer's do not count. */
export async function findSelectedFor(db: Db, consumer: string, metadata: Metadata) {
  const { consumerVersionIds: ids, consumerVersion: number } = metadata;
  if (ids.length === 0 && number === undefined) return [];
  return db
    .selectFrom('versions')
    .innerJoin('pacticipants', 'pacticipants.id', 'versions.pacticipantId')
    .select(['versions.id', 'versions.number'])
    .where('pacticipants.name', '=', consumer)
    .where((eb) =>
      eb.or([
        ...(ids.length > 0 ? [eb('versions.id', 'in', ids)] : []),
        ...(number === undefined ? [] : [eb('versions.number', '=', number)]),
      ]),
    )
    .orderBy('versions.id')
    .execute();
}
