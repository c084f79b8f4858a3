import type { ErrorCode } from '../config/errors.ts';
import { authorizationOf, type BrokerAccess } from './access.ts';

const TIMEOUT_MS = 10_000;

/**
 * Why a request was refused with 401 or 403. A broker answers 401 also to credentials that may only read, so after a refused write the index is
 * requested, with the credentials and without them: credentials that make a difference are valid.
 */
export async function explainUnauthorized(
  access: BrokerAccess,
  { method, status }: { readonly method: string; readonly status: number },
): Promise<ErrorCode> {
  const authorization = authorizationOf(access);
  if (authorization === undefined) return 'BROKER_UNAUTHORIZED';
  if (status === 403) return 'BROKER_FORBIDDEN';
  if (method === 'GET') return 'BROKER_CREDENTIALS_REJECTED';
  const mayRead = (await mayGetIndex(access, { authorization })) && !(await mayGetIndex(access, {}));
  return mayRead ? 'BROKER_FORBIDDEN' : 'BROKER_CREDENTIALS_REJECTED';
}

async function mayGetIndex(
  { url, fetch: send = fetch }: BrokerAccess,
  headers: Record<string, string>,
): Promise<boolean> {
  const accept = { accept: 'application/hal+json, application/json' };
  const request = {
    headers: { ...accept, ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  } as const;
  try {
    const response = await send(`${url}/`, request);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
