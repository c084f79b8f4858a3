import type { Db } from './database.ts';

/** A consumer and a provider, by id and name. */
export interface Relationship {
  readonly consumerId: number;
  readonly consumer: string;
  readonly providerId: number;
  readonly provider: string;
  /** When the two last had a new pact or result. */
  readonly updatedAt: string;
}

/** Who relies on whom, by consumer. */
export function listRelationships(db: Db): Promise<Relationship[]> {
  return db
    .selectFrom('integrations as i')
    .innerJoin('pacticipants as c', 'c.id', 'i.consumerId')
    .innerJoin('pacticipants as p', 'p.id', 'i.providerId')
    .select([
      'c.id as consumerId',
      'c.name as consumer',
      'p.id as providerId',
      'p.name as provider',
      'i.contractDataUpdatedAt as updatedAt',
    ])
    .orderBy((eb) => eb.fn('lower', ['c.name']))
    .orderBy((eb) => eb.fn('lower', ['p.name']))
    .execute();
}
