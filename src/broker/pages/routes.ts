import type { BrokerApp } from '../http/resource.ts';
import { assetRoutes } from './assets.ts';
import { resultRedirect } from './matrix/result-redirect.ts';
import { pactPages } from './pact/pact-pages.ts';
import { page } from './page.ts';

const overview = async () => (await import('./overview/overview-page.tsx')).overviewPage;

/** The pages that people look at, each at the address where clients find the same thing as HAL. */
export function pageRoutes(app: BrokerApp): void {
  assetRoutes(app);
  for (const path of ['/', '/integrations', '/dashboard']) page(app, path, overview);
  page(app, '/pacticipants', async () => (await import('./pacticipant/pacticipant-list-page.tsx')).pacticipantListPage);
  page(
    app,
    '/pacticipants/:pacticipant',
    async () => (await import('./pacticipant/pacticipant-page.tsx')).pacticipantPage,
  );
  page(app, '/pacticipants/:pacticipant/fields', async () => (await import('./fields/fields-page.tsx')).fieldsPage);
  page(
    app,
    '/pacticipants/:pacticipant/versions/:version',
    async () => (await import('./version/version-page.tsx')).versionPage,
  );
  page(app, '/environments', async () => (await import('./environment/environment-list-page.tsx')).environmentListPage);
  page(app, '/environments/:uuid', async () => (await import('./environment/environment-page.tsx')).environmentPage);
  page(app, '/network', async () => (await import('./network/network-page.tsx')).networkPage);
  page(app, '/groups/:pacticipant', async () => (await import('./network/network-page.tsx')).groupPage);
  page(app, '/matrix', async () => (await import('./matrix/matrix-page.tsx')).matrixPage);
  page(
    app,
    '/matrix/provider/:provider/consumer/:consumer',
    async () => (await import('./matrix/grid-page.tsx')).gridPage,
  );
  resultRedirect(app);
  pactPages(app);
  page(app, '/webhooks', async () => (await import('./webhooks/webhook-pages.tsx')).webhookListPage);
  page(app, '/webhooks/:uuid', async () => (await import('./webhooks/webhook-pages.tsx')).webhook);
  page(
    app,
    '/triggered-webhooks/:uuid/logs',
    async () => (await import('./webhooks/delivery-logs-page.tsx')).deliveryLogsPage,
  );
}
