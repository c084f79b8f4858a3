import { shellQuote } from '../../text/command.ts';
import { shortenShas } from '../../text/short-sha.ts';
import { assets } from './assets.ts';
import type { PageContent, PageContext } from './page.ts';
import { Command } from './parts/command.tsx';
import { Name } from './parts/name.tsx';
import { OutcomeNotice } from './parts/outcome-notice.tsx';
import { ownPath, ownResource } from './parts/own-path.ts';
import { query } from './parts/pagination.tsx';
import { RefreshLink, RefreshNotice } from './parts/refresh.tsx';

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
                    <a href={href}>
                      <Name text={shortenShas(name)} />
                    </a>
                  </li>
                ))}
                <li>
                  <span aria-current="page">
                    <Name text={shortenShas(crumb)} />
                  </span>
                </li>
              </ol>
            </nav>
          )}
          <OutcomeNotice context={context} />
          {content.isRefreshable && <RefreshNotice context={context} />}
          {body}
        </main>
        <Footer context={context} content={content} />
      </body>
    </html>
  );
}

/** A link and a curl command for the same resource in the API, and what else a reader can do here. */
function Footer({ context, content }: { context: PageContext; content: PageContent }) {
  const { c, urls } = context;
  const { hal: path = ownResource(c.req.url), isRefreshable } = content;
  const { mayWrite, canSignIn } = c.var.user;
  return (
    <footer>
      <ul class="inline">
        <li>
          <a href={`${urls.base}${path}${path.includes('?') ? '&' : '?'}as=hal`} rel="nofollow">
            This page as HAL
          </a>
        </li>
        {isRefreshable && (
          <li>
            <RefreshLink context={context} />
          </li>
        )}
        {canSignIn && !mayWrite && (
          <li>
            <a href={`${urls.base}/sign-in${query({ to: ownPath(context) })}`} rel="nofollow">
              Sign in to make changes
            </a>
          </li>
        )}
      </ul>
      <Command text={`curl -H 'Accept: application/hal+json' ${shellQuote(c.var.urls.base + path)}`} />
    </footer>
  );
}
