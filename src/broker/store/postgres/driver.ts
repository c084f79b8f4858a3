import { type DatabaseConnection, PostgresDriver } from 'kysely';
import { isUnavailable } from '../unavailable.ts';
import { CommitUnknown } from './commit-unknown-error.ts';

/** Tells a commit that PostgreSQL refused from one that it never answered. */
export class CarefulPostgresDriver extends PostgresDriver {
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection);
    } catch (error) {
      throw isRefusal(error) ? error : new CommitUnknown(error);
    }
  }

  /** With its connection a transaction is gone too; what ended it says more than that there is nothing left to undo. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }
}

/** An answer to the statement, which undoes the transaction; what is FATAL ends the connection, whatever it was doing. */
function isRefusal(error: unknown): boolean {
  return (error as { severity?: unknown }).severity === 'ERROR';
}
