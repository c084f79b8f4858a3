import type { TestBroker } from '../../support/test-broker.ts';
import { useBroker } from '../../support/use-broker.ts';
import { fillWithUnusualPacts } from './unusual-pacts.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** Limits the crawl, because filters and sort orders can be combined without end. */
const MAX_PAGES = 1500;

const broker = useBroker();

test('no page has a broken link', async () => {
  await fillWithUnusualPacts(broker);
  const { seen, broken } = await crawl(broker);
  expect(broken).toEqual([]);
  expect(seen).toBeGreaterThan(200);
}, 600_000);

/** Follows every link from the start page on. Visits each URL once, ignoring its fragment. */
async function crawl(broker: TestBroker) {
  const seen = new Set(['/']);
  const broken: string[] = [];
  for (const path of seen) {
    const response = await fetch(broker.url + path, { headers: browser });
    const text = await response.text();
    if (response.status !== 200) broken.push(`${response.status} ${path}`);
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue;
    if (path.includes('as=hal')) continue; // it has the links of the API, of which many are only written to
    for (const link of linksOf(text)) {
      const href = new URL(link, broker.url + path);
      if (!['http:', 'https:'].includes(href.protocol)) broken.push(`${link} on ${path}`);
      const next = href.pathname + href.search;
      if (href.origin === broker.url && seen.size < MAX_PAGES) seen.add(next);
    }
    for (const anchor of text.matchAll(/href="#([^"]+)"/g))
      if (!text.includes(`id="${anchor[1]}"`)) broken.push(`#${anchor[1]} on ${path}`);
  }
  return { seen: seen.size, broken };
}

/** The addresses of links and of forms that only read. */
function linksOf(html: string): string[] {
  const read = html.replace(/<form method="post" action="[^"]*"/g, '');
  return [...read.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link = '']) => unescapeHtml(link));
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function unescapeHtml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}
