import type { Db } from './database.ts';
import type { Pacticipant } from './pacticipants.ts';
import type { Version } from './versions.ts';

/** What a consumer version says about one provider. */
export interface NewPact {
  readonly consumerVersion: Pick<Version, 'id' | 'pacticipantId'>;
  readonly provider: Pick<Pacticipant, 'id'>;
  readonly sha: string;
  /** JSON as it is to be served. */
  readonly content: string;
}

/** What came of storing a pact: `same` when it was there already, `changed` when it replaced another content. */
export type Stored = 'new' | 'same' | 'changed';

/** Stores a pact, its content only where that is new, and notes that the two are integrated. */
export async function storePact(db: Db, pact: NewPact, now: Date): Promise<Stored> {
  const pactVersionId = await ensurePactVersion(db, pact, now);
  const stored = await storePublication(db, pact, pactVersionId, now);
  await noteIntegration(db, pact.consumerVersion.pacticipantId, pact.provider.id, now);
  return stored;
}

async function ensurePactVersion(db: Db, pact: NewPact, now: Date): Promise<number> {
  const consumerId = pact.consumerVersion.pacticipantId;
  const providerId = pact.provider.id;
  const { sha, content } = pact;
  const find = () =>
    db
      .selectFrom('pactVersions')
      .select('id')
      .where('consumerId', '=', consumerId)
      .where('providerId', '=', providerId)
      .where('sha', '=', sha);
  const found = await find().executeTakeFirst();
  if (found) return found.id;
  const inserted = await db
    .insertInto('pactVersions')
    .values({ consumerId, providerId, sha, content, createdAt: now.toISOString() })
    .onConflict((conflict) => conflict.columns(['consumerId', 'providerId', 'sha']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return (inserted ?? (await find().executeTakeFirstOrThrow())).id;
}

async function storePublication(db: Db, pact: NewPact, pactVersionId: number, now: Date): Promise<Stored> {
  const consumerVersionId = pact.consumerVersion.id;
  const consumerId = pact.consumerVersion.pacticipantId;
  const ids = { consumerVersionId, consumerId, providerId: pact.provider.id, pactVersionId };
  const inserted = await db
    .insertInto('pactPublications')
    .values({ ...ids, revisionNumber: 1, createdAt: now.toISOString() })
    .onConflict((conflict) => conflict.columns(['consumerVersionId', 'providerId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) return 'new';
  const changed = await db
    .updateTable('pactPublications')
    .set((eb) => ({ pactVersionId, revisionNumber: eb('revisionNumber', '+', 1), createdAt: now.toISOString() }))
    .where('consumerVersionId', '=', consumerVersionId)
    .where('providerId', '=', ids.providerId)
    .where('pactVersionId', '<>', pactVersionId)
    .returning('id')
    .executeTakeFirst();
  return changed ? 'changed' : 'same';
}

/** Notes that pacts or results have come for two pacticipants. */
export async function noteIntegration(db: Db, consumerId: number, providerId: number, now: Date): Promise<void> {
  const date = now.toISOString();
  await db
    .insertInto('integrations')
    .values({ consumerId, providerId, createdAt: date, contractDataUpdatedAt: date })
    .onConflict((conflict) =>
      conflict.columns(['consumerId', 'providerId']).doUpdateSet({ contractDataUpdatedAt: date }),
    )
    .execute();
}
