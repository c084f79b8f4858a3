import type { Db } from './database.ts';
import type { Pacticipant } from './pacticipants.ts';
import type { Version } from './versions.ts';

/** The pact of a consumer version with a provider. */
export interface NewPact {
  readonly consumerVersion: Pick<Version, 'id' | 'pacticipantId'>;
  readonly provider: Pick<Pacticipant, 'id'>;
  readonly sha: string;
  /** JSON in the form in which it is returned. */
  readonly content: string;
  /** Whether the version was just created and so has no pact with the provider yet. */
  readonly isFirst: boolean;
}

/** `same` when the version had this pact already, `changed` when the pact replaced another one. */
export type StorePactResult = 'new' | 'same' | 'changed';

/** Stores a pact, its content only if it is new, and updates the integration of the two pacticipants. */
export async function storePact(db: Db, pact: NewPact, now: Date): Promise<StorePactResult> {
  if (!(await selectPactVersion(db, pact).executeTakeFirst())) await addPactVersion(db, pact, now);
  const stored = pact.isFirst ? await addPublication(db, pact, now) : await changePublication(db, pact, now);
  await touchIntegration(db, pact.consumerVersion.pacticipantId, pact.provider.id, now);
  return stored;
}

function selectPactVersion(db: Db, { consumerVersion, provider, sha }: NewPact) {
  return db
    .selectFrom('pactVersions')
    .select('id')
    .where('consumerId', '=', consumerVersion.pacticipantId)
    .where('providerId', '=', provider.id)
    .where('sha', '=', sha);
}

async function addPactVersion(db: Db, { consumerVersion, provider, sha, content }: NewPact, now: Date): Promise<void> {
  const ids = { consumerId: consumerVersion.pacticipantId, providerId: provider.id };
  await db
    .insertInto('pactVersions')
    .values({ ...ids, sha, content, createdAt: now.toISOString() })
    .onConflict((conflict) => conflict.columns(['consumerId', 'providerId', 'sha']).doNothing())
    .execute();
}

async function addPublication(db: Db, pact: NewPact, now: Date): Promise<StorePactResult> {
  await db
    .insertInto('pactPublications')
    .values(publicationColumns(db, pact, now))
    .execute();
  return 'new';
}

async function changePublication(db: Db, pact: NewPact, now: Date): Promise<StorePactResult> {
  const inserted = await db
    .insertInto('pactPublications')
    .values(publicationColumns(db, pact, now))
    .onConflict((conflict) => conflict.columns(['consumerVersionId', 'providerId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) return 'new';
  const pactVersionId = selectPactVersion(db, pact);
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

function publicationColumns(db: Db, pact: NewPact, now: Date) {
  const { id: consumerVersionId, pacticipantId: consumerId } = pact.consumerVersion;
  const ids = {
    consumerVersionId,
    consumerId,
    providerId: pact.provider.id,
    pactVersionId: selectPactVersion(db, pact),
  };
  return { ...ids, revisionNumber: 1, createdAt: now.toISOString() };
}

/** Creates the integration of two pacticipants, or updates the time of its newest pact or result. */
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
