import type { Context, Hono } from 'hono';
import type { ActionOutcomes } from './http/action-outcomes.ts';
import type { Limits } from './http/limits.ts';
import type { RequestUser } from './http/request-user.ts';
import type { Db } from './store/database.ts';
import type { Urls } from './url/urls.ts';

/** The variables of every request. During a write `db` is the request's transaction, rolled back when the request fails. */
export interface BrokerEnv {
  Variables: {
    db: Db;
    urls: Urls;
    now: Date;
    limits: Limits;
    checksSimilarNames: boolean;
    user: RequestUser;
    outcomes: ActionOutcomes;
  };
}

/** One request, its variables and its response, as hono passes it to handlers. */
export type BrokerContext = Context<BrokerEnv>;

/** The broker as a hono application. */
export type BrokerApp = Hono<BrokerEnv>;
