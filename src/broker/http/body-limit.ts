import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HttpError } from './http-error.ts';
import type { BrokerEnv } from './resource.ts';

/** Refuses bodies of more than `maxBytes`: by their announced length, or while they are read where none is announced. */
export function limitBody(maxBytes: number): MiddlewareHandler<BrokerEnv> {
  const refuse = (): never => {
    throw tooLarge(maxBytes);
  };
  const counted = bodyLimit({ maxSize: maxBytes, onError: refuse });
  return async (c, next) => {
    if (c.req.header('transfer-encoding')) return counted(c, next);
    if (Number(c.req.header('content-length') ?? 0) > maxBytes) return refuse();
    return next();
  };
}

function tooLarge(maxBytes: number): HttpError {
  const limit = maxBytes >= 2 ** 20 ? `${maxBytes / 2 ** 20} MiB` : `${maxBytes} bytes`;
  return new HttpError(413, { error: `The request body is too large: this broker accepts up to ${limit}.` });
}
