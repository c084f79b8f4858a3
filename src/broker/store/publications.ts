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
  /** The version has no pact with the provider, for it was made just now. */
  readonly isFirst: boolean;
}

/** What came of storing a pact: `same` when it was there already, `changed` when it replaced another content. */
export type Stored = 'new' | 'same' | 'changed';

/** Stores a pact, its content only where that is new, and notes that the two are integrated. */
export async function storePact(db: Db, pact: NewPact, now: Date): Promise<Stored> {
  const pactVersionId = await ensurePactVersion(db, pact, now);
  const stored = pact.isFirst
    ? await addPublication(db, pact, pactVersionId, now)
    : await changePublication(db, pact, pactVersionId, now);
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

async function addPublication(db: Db, pact: NewPact, pactVersionId: number, now: Date): Promise<Stored> {
  await db
    .insertInto('pactPublications')
    .values(publication(pact, pactVersionId, now))
    .execute();
  return 'new';
}

async function changePublication(db: Db, pact: NewPact, pactVersionId: number, now: Date): Promise<Stored> {
  const inserted = await db
    .insertInto('pactPublications')
    .values(publication(pact, pactVersionId, now))
    .onConflict((conflict) => conflict.columns(['consumerVersionId', 'providerId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) return 'new';
  const changed = await db
    .updateTable('pactPublications')
    .set((eb) => ({ pactVersionId, revisionNumber: eb('revisionNumber', '+', 1), createdAt: now.toISOString() }))
    .where('consumerVersionId', '=', pact.consumerVersion.id)
    .where('providerId', '=', pact.provider.id)
    .where('pactVersionId', '<>', pactVersionId)
    .returning('id')
    .executeTakeFirst();
  return changed ? 'changed' : 'same';
}

function publication({ consumerVersion, provider }: NewPact, pactVersionId: number, now: Date) {
  const { id: consumerVersionId, pacticipantId: consumerId } = consumerVersion;
  const ids = { consumerVersionId, consumerId, providerId: provider.id, pactVersionId };
  return { ...ids, revisionNumber: 1, createdAt: now.toISOString() };
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
