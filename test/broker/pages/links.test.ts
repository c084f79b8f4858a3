import { startTestBroker, type TestBroker } from '../../support/test-broker.ts';
import { fillMotley } from './unusual-pacts.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** As many pages as are looked at: the queries of filters and sortings never end. */
const most = 1500;

test('every link of every page leads somewhere', async () => {
  const broker = await startTestBroker();
  await fillMotley(broker);
  const { seen, wrong } = await crawl(broker);
  await broker.close();
  expect(wrong).toEqual([]);
  expect(seen).toBeGreaterThan(200);
}, 240_000);

/** Follows every link from the first page on, each address without its anchor once. */
async function crawl(broker: TestBroker) {
  const seen = new Set(['/']);
  const wrong: string[] = [];
  for (const path of seen) {
    const response = await fetch(broker.url + path, { headers: browser });
    const text = await response.text();
    if (response.status !== 200) wrong.push(`${response.status} ${path}`);
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue;
    for (const link of linksOf(text)) {
      const href = new URL(link, broker.url + path);
      if (!['http:', 'https:'].includes(href.protocol)) wrong.push(`${link} on ${path}`);
      const next = href.pathname + href.search;
      if (href.origin === broker.url && seen.size < most) seen.add(next);
    }
    for (const anchor of text.matchAll(/href="#([^"]+)"/g))
      if (!text.includes(`id="${anchor[1]}"`)) wrong.push(`#${anchor[1]} on ${path}`);
  }
  return { seen: seen.size, wrong };
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link = '']) => unescaped(link));
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}
