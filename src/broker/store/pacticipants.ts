import { type Insertable, type Selectable, sql } from 'kysely';
import { groupBy } from '../../text/group-by.ts';
import { pacticipantColumns } from './columns.ts';
import type { Db } from './database.ts';
import { type Listing, type Page, queryPage } from './page.ts';
import type { PacticipantTable } from './schema.ts';
import { contains, padToPowerOfTwo } from './sql-fragments.ts';

export type Pacticipant = Selectable<PacticipantTable>;

/** The attributes of a pacticipant that a client may set, except its name. */
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
  /** A part of the name; case is ignored. */
  readonly search?: string | undefined;
  readonly label?: string | undefined;
}

/** All pacticipants or a page of them, sorted by name, or the newest first. */
export function listPacticipants(
  db: Db,
  filter: PacticipantFilter,
  page?: Page,
  order: 'name' | 'created' = 'name',
): Promise<Listing<Pacticipant>> {
  const found = selectPacticipants(db, filter);
  const columns = found.select(pacticipantColumns);
  const inOrder =
    order === 'created'
      ? columns.orderBy('pacticipants.id', 'desc')
      : columns.orderBy(sql`lower(pacticipants.name)`).orderBy('pacticipants.name');
  return queryPage(inOrder, page, async () => {
    const { count } = await found.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  });
}

function selectPacticipants(db: Db, { search, label }: PacticipantFilter) {
  let query = db.selectFrom('pacticipants');
  if (search) query = query.where(contains('pacticipants.name', search));
  if (label !== undefined) {
    const labelled = db.selectFrom('labels').select('pacticipantId').where('name', '=', label);
    query = query.where('pacticipants.id', 'in', labelled);
  }
  return query;
}

/** Returns the pacticipant with a name and creates it if it does not exist. The attributes apply only to a new one. */
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

/**
 * As `ensurePacticipant` for several names. New ones are inserted in alphabetical order: with
 * different orders, two transactions could deadlock.
 */
export async function ensurePacticipants(
  db: Db,
  names: Iterable<string>,
  now: Date,
  existing: ReadonlyMap<string, Pacticipant> = new Map(),
): Promise<Map<string, Pacticipant>> {
  const pacticipants = new Map(existing);
  for (const name of [...new Set(names)].sort())
    if (!pacticipants.has(name)) pacticipants.set(name, await ensurePacticipant(db, name, now));
  return pacticipants;
}

const emptyAttributes = {
  displayName: null,
  repositoryUrl: null,
  repositoryName: null,
  repositoryNamespace: null,
  mainBranch: null,
};

/** Changes the given attributes only. */
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

/** Sets every attribute; those not given are cleared. */
export function replacePacticipant(
  db: Db,
  id: number,
  attributes: PacticipantAttributes,
  now: Date,
): Promise<Pacticipant> {
  return updatePacticipant(db, id, { ...emptyAttributes, ...attributes }, now);
}

/** Deletes a pacticipant with its versions, pacts and results. */
export async function deletePacticipant(db: Db, id: number): Promise<void> {
  await db.deleteFrom('pacticipants').where('id', '=', id).execute();
}

const mainBranchCandidates = ['develop', 'main', 'master'];

/** Sets the main branch of a pacticipant without one, if the branch or tag is called develop, main or master. */
export async function detectMainBranch(db: Db, pacticipantId: number, name: string, now: Date): Promise<void> {
  if (!mainBranchCandidates.includes(name)) return;
  await db
    .updateTable('pacticipants')
    .set({ mainBranch: name, updatedAt: now.toISOString() })
    .where('id', '=', pacticipantId)
    .where('mainBranch', 'is', null)
    .execute();
}

/** The ids of existing pacticipants, by name. */
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

/** A pacticipant with everything that its representation contains. */
export interface DescribedPacticipant {
  readonly pacticipant: Pacticipant;
  readonly latestVersion: string | undefined;
  readonly labels: readonly string[];
}

/** Adds the number of the newest version and the labels to each pacticipant, with two queries in all. */
export async function describePacticipants(db: Db, pacticipants: Pacticipant[]): Promise<DescribedPacticipant[]> {
  if (pacticipants.length === 0) return [];
  const ids = pacticipants.map(({ id }) => id);
  const newest = groupBy(await newestVersions(db, ids), (row) => row.pacticipantId);
  const labels = groupBy(await labelsOf(db, ids), (row) => row.pacticipantId);
  return pacticipants.map((pacticipant) => ({
    pacticipant,
    latestVersion: newest.get(pacticipant.id)?.[0]?.number,
    labels: (labels.get(pacticipant.id) ?? []).map(({ name }) => name),
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
