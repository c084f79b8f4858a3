import { shellQuote } from '../../text/command.ts';
import { shortenShas } from '../../text/short-sha.ts';
import { assets } from './assets.ts';
import type { PageContent, PageContext } from './page.ts';
import { Command } from './parts/command.tsx';

const menu = [
  ['/', 'Overview'],
  ['/pacticipants', 'Pacticipants'],
  ['/environments', 'Environments'],
  ['/network', 'Network'],
  ['/webhooks', 'Webhooks'],
] as const;

/** The frame of every page: menu, breadcrumbs, and a footer that links to the same resource in the API. */
export function Layout({ context, content }: { context: PageContext; content: PageContent }) {
  const { c, urls } = context;
  const { title, body, breadcrumbs = [], crumb = title } = content;
  const currentPath = new URL(c.req.url).pathname;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`${shortenShas(title)} · Pact Broker`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={urls.base + assets.style.path} />
        <link rel="icon" href={urls.base + assets.icon.path} />
        <script defer src={urls.base + assets.script.path} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header class="top">
          <a class="brand" href={`${urls.base}/`}>
            <img src={urls.base + assets.icon.path} alt="" width="22" height="22" /> Pact Broker
          </a>
          <nav aria-label="Main">
            <ul>
              {menu.map(([path, name]) => (
                <li>
                  <a href={urls.base + path} {...(currentPath === path && { 'aria-current': 'page' })}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main id="main" tabindex={-1}>
          {breadcrumbs.length > 0 && (
            <nav class="breadcrumbs" aria-label="Breadcrumbs">
              <ol>
                {breadcrumbs.map(({ name, href }) => (
                  <li>
                    <a href={href}>{shortenShas(name)}</a>
                  </li>
                ))}
                <li>
                  <span aria-current="page">{shortenShas(crumb)}</span>
                </li>
              </ol>
            </nav>
          )}
          {body}
        </main>
        <Footer context={context} hal={content.hal} />
      </body>
    </html>
  );
}

/** A link and a curl command for the same resource in the API. */
function Footer({ context: { c, urls }, hal }: { context: PageContext; hal: string | undefined }) {
  const { pathname, search } = new URL(c.req.url);
  const path = hal ?? pathname + search;
  const url = c.var.urls.base + path;
  return (
    <footer>
      <p>
        <a href={`${urls.base}${path}${path.includes('?') ? '&' : '?'}as=hal`} rel="nofollow">
          This page as HAL
        </a>
      </p>
      <Command text={`curl -H 'Accept: application/hal+json' ${shellQuote(url)}`} />
    </footer>
  );
}
