import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BrokerContext } from '../context.ts';

const compress = promisify(gzip);

/** Responds with a text, compressed if the client accepts gzip. */
export async function gzipResponse(
  c: BrokerContext,
  text: string,
  status: ContentfulStatusCode,
  headers: Record<string, string>,
): Promise<Response> {
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(text, status, headers);
  const body = new Uint8Array(await compress(text, { level: 4 }));
  return c.body(body, status, { ...headers, 'content-encoding': 'gzip' });
}
