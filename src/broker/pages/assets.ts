import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BrokerApp } from '../http/resource.ts';
import { gzipResponse } from './gzip.ts';

/** A file that pages bring along; its address changes with its content, so that it may be kept for good. */
interface Asset {
  readonly path: string;
  readonly text: string;
  readonly type: string;
}

function asset(name: string, type: string): Asset {
  const text = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { path: `/assets/${hash}/${name}`, text, type };
}

/** The one style sheet, the little comfort that needs a script, and the icon. */
export const assets = {
  style: asset('style.css', 'text/css;charset=utf-8'),
  script: asset('enhance.js', 'text/javascript;charset=utf-8'),
  icon: asset('icon.svg', 'image/svg+xml'),
};

export function assetRoutes(app: BrokerApp): void {
  for (const { path, text, type } of Object.values(assets)) {
    const headers = { 'content-type': type, 'cache-control': 'private, max-age=31536000, immutable' };
    app.get(path, (c) => gzipResponse(c, text, 200, { ...headers, vary: 'Accept-Encoding' }));
  }
}
