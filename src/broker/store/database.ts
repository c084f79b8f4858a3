import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A database or a transaction in it; every store function takes one as its first parameter. */
export type Db = Kysely<Schema>;
