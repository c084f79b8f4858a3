import type { Db } from './store/database.ts';
import type { Urls } from './url/urls.ts';

/** The parts of a request's context that publishing a pact or a result needs. */
export interface RequestScope {
  /** Whether a new name that is similar to an existing one is refused. Default: yes. */
  readonly checksSimilarNames?: boolean;
  readonly db: Db;
  readonly urls: Urls;
  readonly now: Date;
}
