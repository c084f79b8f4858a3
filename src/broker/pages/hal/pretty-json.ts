/** Indents JSON and makes links of its URLs and relations, without parsing numbers, so that `1.0` stays as it is. */
import type { Urls } from '../../url/urls.ts';

/** Strings, punctuation, and everything else that is not white space. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * JSON as HTML, in which the URLs of links and the names of relations are links.
 * @param base the broker's public base URL: links below it lead to the same view of their resource
 */
export function prettyJson(json: string, base: string, urls: Urls): string {
  const tokens = json.match(TOKEN) ?? [];
  const parts: string[] = [];
  let depth = 0;
  tokens.forEach((token, i) => {
    const before = tokens[i - 1] ?? '';
    const after = tokens[i + 1] ?? '';
    if (isEnd(token)) depth -= 1;
    if (isEnd(token) && !isStart(before)) parts.push(lineAt(depth));
    parts.push(renderToken(token, after === ':', before === ':' ? tokens[i - 2] : undefined, base, urls));
    if (isStart(token)) depth += 1;
    if (token === ',' || (isStart(token) && !isEnd(after))) parts.push(lineAt(depth));
    if (token === ':') parts.push(' ');
  });
  return parts.join('');
}

const isStart = (token: string) => token === '{' || token === '[';
const isEnd = (token: string) => token === '}' || token === ']';
const lineAt = (depth: number) => `\n${'  '.repeat(Math.max(0, depth))}`;

function renderToken(token: string, isKey: boolean, key: string | undefined, base: string, urls: Urls): string {
  if (!token.startsWith('"')) return escapeHtml(token);
  const href = isKey ? relationHref(token, urls) : key === '"href"' ? linkHref(token, base, urls) : undefined;
  return href === undefined ? escapeHtml(token) : `<a href="${escapeHtml(href)}">${escapeHtml(token)}</a>`;
}

/** The documentation of a relation: of the key `"pb:matrix"`. */
function relationHref(token: string, urls: Urls): string | undefined {
  const name = /^"(?:pb|beta):([\w-]+)"$/.exec(token)?.[1];
  return name === undefined ? undefined : urls.href`/doc/${name}`;
}

/** Only HTTP URLs are links, and no templates: their placeholders have no values. */
function linkHref(token: string, base: string, urls: Urls): string | undefined {
  const url = readString(token);
  if (url === undefined || /[{}]/.test(url) || !/^https?:\/\//.test(url) || !URL.canParse(url)) return undefined;
  if (url !== base && !url.startsWith(`${base}/`)) return url;
  const [path = ''] = url.slice(base.length).split('#');
  return `${urls.base}${path || '/'}${path.includes('?') ? '&' : '?'}as=hal`;
}

function readString(token: string): string | undefined {
  try {
    return JSON.parse(token) as string;
  } catch {
    return undefined;
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
