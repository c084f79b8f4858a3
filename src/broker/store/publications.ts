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
  if (!(await contentOf(db, pact).executeTakeFirst())) await addContent(db, pact, now);
  const stored = pact.isFirst ? await addPublication(db, pact, now) : await changePublication(db, pact, now);
  await touchIntegration(db, pact.consumerVersion.pacticipantId, pact.provider.id, now);
  return stored;
}

function contentOf(db: Db, { consumerVersion, provider, sha }: NewPact) {
  return db
    .selectFrom('pactVersions')
    .select('id')
    .where('consumerId', '=', consumerVersion.pacticipantId)
    .where('providerId', '=', provider.id)
    .where('sha', '=', sha);
}

async function addContent(db: Db, { consumerVersion, provider, sha, content }: NewPact, now: Date): Promise<void> {
  const ids = { consumerId: consumerVersion.pacticipantId, providerId: provider.id };
  await db
    .insertInto('pactVersions')
    .values({ ...ids, sha, content, createdAt: now.toISOString() })
    .onConflict((conflict) => conflict.columns(['consumerId', 'providerId', 'sha']).doNothing())
    .execute();
}

async function addPublication(db: Db, pact: NewPact, now: Date): Promise<Stored> {
  await db
    .insertInto('pactPublications')
    .values(publication(db, pact, now))
    .execute();
  return 'new';
}

async function changePublication(db: Db, pact: NewPact, now: Date): Promise<Stored> {
  const inserted = await db
    .insertInto('pactPublications')
    .values(publication(db, pact, now))
    .onConflict((conflict) => conflict.columns(['consumerVersionId', 'providerId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) return 'new';
  const pactVersionId = contentOf(db, pact);
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

function publication(db: Db, pact: NewPact, now: Date) {
  const { id: consumerVersionId, pacticipantId: consumerId } = pact.consumerVersion;
  const ids = { consumerVersionId, consumerId, providerId: pact.provider.id, pactVersionId: contentOf(db, pact) };
  return { ...ids, revisionNumber: 1, createdAt: now.toISOString() };
}

/** Notes that pacts or results have come for two pacticipants. */
export async function touchIntegration(db: Db, consumerId: number, providerId: number, now: Date): Promise<void> {
  const date = now.toISOString();
  await db
    .insertInto('integrations')
    .values({ consumerId, providerId, createdAt: date, contractDataUpdatedAt: date })
    .onConflict((conflict) =>
      conflict.columns(['consumerId', 'providerId']).doUpdateSet({ contractDataUpdatedAt: date }),
    )
    .execute();
}
