import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { environmentColumns } from './columns.ts';
import type { Db } from './database.ts';
import type { EnvironmentTable } from './schema.ts';

type Row = Selectable<EnvironmentTable>;

export interface Contact {
  readonly name: string;
  readonly details?: unknown;
}

/** An environment that versions are deployed to or released in. */
export interface Environment extends Omit<Row, 'production' | 'contacts'> {
  readonly production: boolean;
  readonly contacts: readonly Contact[] | undefined;
}

/** The attributes of an environment that a client sets, always all of them together. */
export interface EnvironmentAttributes {
  readonly name: string;
  readonly displayName: string;
  readonly production: boolean;
  readonly contacts?: readonly Contact[] | undefined;
}

/** Every environment, by display name. */
export async function listEnvironments(db: Db): Promise<Environment[]> {
  const byName = db
    .selectFrom('environments')
    .select(environmentColumns)
    .orderBy(sql`lower(display_name)`)
    .orderBy('name');
  return (await byName.execute()).map(toEnvironment);
}

export function findEnvironment(db: Db, uuid: string): Promise<Environment | undefined> {
  return findWhere(db, 'uuid', uuid);
}

export function findEnvironmentByName(db: Db, name: string): Promise<Environment | undefined> {
  return findWhere(db, 'name', name);
}

/** The environment that a deployment or a release points at. */
export async function getEnvironment(db: Db, id: number): Promise<Environment> {
  return toEnvironment(
    await db.selectFrom('environments').select(environmentColumns).where('id', '=', id).executeTakeFirstOrThrow(),
  );
}

async function findWhere(db: Db, column: 'uuid' | 'name', value: string): Promise<Environment | undefined> {
  const row = await db
    .selectFrom('environments')
    .select(environmentColumns)
    .where(column, '=', value)
    .executeTakeFirst();
  return row && toEnvironment(row);
}

/** Creates an environment; returns undefined when one with this name exists. */
export async function createEnvironment(
  db: Db,
  attributes: EnvironmentAttributes,
  now: Date,
): Promise<Environment | undefined> {
  const date = now.toISOString();
  const row = await db
    .insertInto('environments')
    .values({ uuid: randomUUID(), ...toColumns(attributes), createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning(environmentColumns)
    .executeTakeFirst();
  return row && toEnvironment(row);
}

/** Sets all attributes of an environment; those not given are cleared. */
export async function replaceEnvironment(
  db: Db,
  id: number,
  attributes: EnvironmentAttributes,
  now: Date,
): Promise<Environment> {
  const row = await db
    .updateTable('environments')
    .set({ ...toColumns(attributes), updatedAt: now.toISOString() })
    .where('id', '=', id)
    .returning(environmentColumns)
    .executeTakeFirstOrThrow();
  return toEnvironment(row);
}

/** Deletes an environment with its deployments and releases. */
export async function deleteEnvironment(db: Db, id: number): Promise<void> {
  await db.deleteFrom('environments').where('id', '=', id).execute();
}

function toEnvironment({ production, contacts, ...row }: Row): Environment {
  return { ...row, production: production === 1, contacts: contacts === null ? undefined : JSON.parse(contacts) };
}

function toColumns({ name, displayName, production, contacts }: EnvironmentAttributes) {
  return { name, displayName, production: production ? 1 : 0, contacts: contacts ? JSON.stringify(contacts) : null };
}

/** The names among some names that belong to an environment. */
export async function findEnvironmentNames(db: Db, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await db.selectFrom('environments').select('name').where('name', 'in', names).execute();
  return new Set(rows.map(({ name }) => name));
}

/** The name of the environment with a uuid. */
export async function findEnvironmentName(db: Db, uuid: string): Promise<string | undefined> {
  const row = await db.selectFrom('environments').select('name').where('uuid', '=', uuid).executeTakeFirst();
  return row?.name;
}

/** Whether an environment with this name exists. */
export async function environmentExists(db: Db, name: string): Promise<boolean> {
  const found = await db.selectFrom('environments').select('id').where('name', '=', name).executeTakeFirst();
  return found !== undefined;
}
