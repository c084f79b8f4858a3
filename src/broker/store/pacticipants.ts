import { type Insertable, type Selectable, sql } from 'kysely';
import { pacticipantColumns } from './columns.ts';
import type { Db } from './database.ts';
import { grouped } from './grouped.ts';
import { type Listing, listing, type Page } from './page.ts';
import type { PacticipantTable } from './schema.ts';
import { contains, padToPowerOfTwo } from './sql-fragments.ts';

export type Pacticipant = Selectable<PacticipantTable>;

/** What a client may say about a pacticipant besides its name. */
export type PacticipantAttributes = Partial<
  Pick<
    Insertable<PacticipantTable>,
    'displayName' | 'repositoryUrl' | 'repositoryName' | 'repositoryNamespace' | 'mainBranch'
  >
>;

export function findPacticipant(db: Db, name: string): Promise<Pacticipant | undefined> {
  return db.selectFrom('pacticipants').select(pacticipantColumns).where('name', '=', name).executeTakeFirst();
}

export interface PacticipantFilter {
  /** Part of the name, whatever its case. */
  readonly search?: string | undefined;
  readonly label?: string | undefined;
}

/** Pacticipants by name, all or a page of them. */
export function listPacticipants(db: Db, filter: PacticipantFilter, page?: Page): Promise<Listing<Pacticipant>> {
  const found = matching(db, filter);
  const inOrder = found.select(pacticipantColumns).orderBy(sql`lower(pacticipants.name)`).orderBy('pacticipants.name');
  return listing(inOrder, page, async () => {
    const { count } = await found.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  });
}

function matching(db: Db, { search, label }: PacticipantFilter) {
  let query = db.selectFrom('pacticipants');
  if (search) query = query.where(contains('pacticipants.name', search));
  if (label !== undefined) {
    const labelled = db.selectFrom('labels').select('pacticipantId').where('name', '=', label);
    query = query.where('pacticipants.id', 'in', labelled);
  }
  return query;
}

/** The pacticipant of that name, made when it is not there yet; attributes count only for a new one. */
export async function ensurePacticipant(
  db: Db,
  name: string,
  now: Date,
  attributes: PacticipantAttributes = {},
): Promise<Pacticipant> {
  const found = await findPacticipant(db, name);
  if (found) return found;
  const date = now.toISOString();
  await db
    .insertInto('pacticipants')
    .values({ ...emptyAttributes, ...attributes, name, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return db.selectFrom('pacticipants').select(pacticipantColumns).where('name', '=', name).executeTakeFirstOrThrow();
}

const emptyAttributes = {
  ...{ displayName: null, repositoryUrl: null, repositoryName: null },
  ...{ repositoryNamespace: null, mainBranch: null },
};

/** Changes the named attributes and leaves the rest. */
export function updatePacticipant(
  db: Db,
  id: number,
  attributes: PacticipantAttributes,
  now: Date,
): Promise<Pacticipant> {
  return db
    .updateTable('pacticipants')
    .set({ ...attributes, updatedAt: now.toISOString() })
    .where('id', '=', id)
    .returning(pacticipantColumns)
    .executeTakeFirstOrThrow();
}

/** Sets every attribute: those not named are cleared. */
export function replacePacticipant(
  db: Db,
  id: number,
  attributes: PacticipantAttributes,
  now: Date,
): Promise<Pacticipant> {
  return updatePacticipant(db, id, { ...emptyAttributes, ...attributes }, now);
}

/** Deletes it with its versions, pacts and results. */
export async function deletePacticipant(db: Db, id: number): Promise<void> {
  await db.deleteFrom('pacticipants').where('id', '=', id).execute();
}

const mainBranchCandidates = ['develop', 'main', 'master'];

/** The first branch or tag called develop, main or master becomes the main branch of a pacticipant that has none. */
export async function detectMainBranch(db: Db, pacticipantId: number, name: string, now: Date): Promise<void> {
  if (!mainBranchCandidates.includes(name)) return;
  await db
    .updateTable('pacticipants')
    .set({ mainBranch: name, updatedAt: now.toISOString() })
    .where('id', '=', pacticipantId)
    .where('mainBranch', 'is', null)
    .execute();
}

/** Ids of the pacticipants that exist among some names. */
export async function findPacticipantIds(db: Db, names: readonly string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const rows = await db
    .selectFrom('pacticipants')
    .select(['id', 'name'])
    .where('name', 'in', padToPowerOfTwo(names))
    .execute();
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** The names of all pacticipants. */
export async function listPacticipantNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('pacticipants').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}

/** A pacticipant with what is told along with it. */
export interface DescribedPacticipant {
  readonly pacticipant: Pacticipant;
  readonly latestVersion: string | undefined;
  readonly labels: readonly string[];
}

/** Adds to each pacticipant its newest version's number and its labels; two questions, however many there are. */
export async function describePacticipants(db: Db, pacticipants: Pacticipant[]): Promise<DescribedPacticipant[]> {
  if (pacticipants.length === 0) return [];
  const ids = pacticipants.map(({ id }) => id);
  const newest = grouped(await newestVersions(db, ids), (row) => row.pacticipantId);
  const labels = grouped(await labelsOf(db, ids), (row) => row.pacticipantId);
  return pacticipants.map((pacticipant) => ({
    pacticipant,
    latestVersion: newest(pacticipant.id)[0]?.number,
    labels: labels(pacticipant.id).map(({ name }) => name),
  }));
}

function newestVersions(db: Db, ids: number[]) {
  return db
    .selectFrom('pacticipants')
    .innerJoin('versions', (join) =>
      join.on('versions.id', '=', sql`(select max(id) from versions where pacticipant_id = pacticipants.id)`),
    )
    .select(['versions.pacticipantId', 'versions.number'])
    .where('pacticipants.id', 'in', padToPowerOfTwo(ids))
    .execute();
}

function labelsOf(db: Db, ids: number[]) {
  return db
    .selectFrom('labels')
    .select(['pacticipantId', 'name'])
    .where('pacticipantId', 'in', padToPowerOfTwo(ids))
    .orderBy('name')
    .execute();
}
