import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BrokerContext } from '../context.ts';
import { notFoundError } from '../http/http-error.ts';
import { gzipResponse } from './gzip.ts';

/** A static file of the pages. Its path holds a hash of its content, so that browsers may cache it without limit. */
interface Asset {
  readonly path: string;
  readonly text: string;
  readonly type: string;
}

function loadAsset(name: string, type: string): Asset {
  const text = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { path: `/assets/${hash}/${name}`, text, type };
}

export const assets = {
  style: loadAsset('style.css', 'text/css;charset=utf-8'),
  /** Optional: the pages work without scripts. */
  script: loadAsset('enhance.js', 'text/javascript;charset=utf-8'),
  icon: loadAsset('icon.svg', 'image/svg+xml'),
};

/** Serves `/assets/:hash/:file`. */
export async function serveAsset(c: BrokerContext): Promise<Response> {
  const asset = Object.values(assets).find(({ path }) => path === c.req.path);
  if (!asset) throw notFoundError();
  return gzipResponse(c, asset.text, 200, {
    'content-type': asset.type,
    'cache-control': 'private, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
}
