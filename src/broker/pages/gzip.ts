import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BrokerContext } from '../context.ts';

const compress = promisify(gzip);

/**
 * Responds with a text, compressed if the client accepts gzip. Not `hono/compress`: the CompressionStream that it uses took 5.1 ms for
 * 20 KB and 47 ms for 1 MB, zlib at level 4 took 2.6 ms and 22 ms.
 */
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
