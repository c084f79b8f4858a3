import type { BrokerApp } from '../http/resource.ts';
import { assetRoutes } from './assets.ts';
import { resultRedirect } from './matrix/result-redirect.ts';
import { pactPages } from './pact/pact-pages.ts';
import { page } from './page.ts';

const overview = async () => (await import('./overview/overview.tsx')).overview;

/** The pages that people look at, each at the address where clients find the same thing as HAL. */
export function pageRoutes(app: BrokerApp): void {
  assetRoutes(app);
  for (const path of ['/', '/integrations', '/dashboard']) page(app, path, overview);
  page(app, '/pacticipants', async () => (await import('./pacticipant/pacticipants.tsx')).pacticipants);
  page(app, '/pacticipants/:pacticipant', async () => (await import('./pacticipant/pacticipant.tsx')).pacticipant);
  page(app, '/pacticipants/:pacticipant/fields', async () => (await import('./fields/fields-page.tsx')).fieldsPage);
  page(
    app,
    '/pacticipants/:pacticipant/versions/:version',
    async () => (await import('./version/version.tsx')).version,
  );
  page(app, '/environments', async () => (await import('./environment/environments.tsx')).environments);
  page(app, '/environments/:uuid', async () => (await import('./environment/environment.tsx')).environment);
  page(app, '/network', async () => (await import('./network/network-page.tsx')).networkPage);
  page(app, '/groups/:pacticipant', async () => (await import('./network/network-page.tsx')).groupPage);
  page(app, '/matrix', async () => (await import('./matrix/list-page.tsx')).matrixList);
  page(
    app,
    '/matrix/provider/:provider/consumer/:consumer',
    async () => (await import('./matrix/grid-page.tsx')).gridPage,
  );
  resultRedirect(app);
  pactPages(app);
  page(app, '/webhooks', async () => (await import('./webhooks/webhooks.tsx')).webhooks);
  page(app, '/webhooks/:uuid', async () => (await import('./webhooks/webhook.tsx')).webhook);
  page(app, '/triggered-webhooks/:uuid/logs', async () => (await import('./webhooks/logs.tsx')).logs);
}
