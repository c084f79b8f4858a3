import type { BrokerApp } from '../protocol/resource.ts';
import { assetRoutes } from './assets.ts';
import { environment } from './environment/environment.tsx';
import { environments } from './environment/environments.tsx';
import { fieldsPage } from './fields/fields-page.tsx';
import { gridPage } from './matrix/grid-page.tsx';
import { matrixList } from './matrix/list-page.tsx';
import { resultRedirect } from './matrix/result-redirect.ts';
import { groupPage, networkPage } from './network/network-page.tsx';
import { overview } from './overview/overview.tsx';
import { pactPages } from './pact/pact-pages.ts';
import { pacticipant } from './pacticipant/pacticipant.tsx';
import { pacticipants } from './pacticipant/pacticipants.tsx';
import { page } from './page.tsx';
import { version } from './version/version.tsx';
import { logs } from './webhooks/logs.tsx';
import { webhook } from './webhooks/webhook.tsx';
import { webhooks } from './webhooks/webhooks.tsx';

/** The pages that people look at, each at the address where clients find the same thing as HAL. */
export function pageRoutes(app: BrokerApp): void {
  assetRoutes(app);
  for (const path of ['/', '/integrations', '/dashboard']) page(app, path, overview);
  page(app, '/pacticipants', pacticipants);
  page(app, '/pacticipants/:pacticipant', pacticipant);
  page(app, '/pacticipants/:pacticipant/fields', fieldsPage);
  page(app, '/pacticipants/:pacticipant/versions/:version', version);
  page(app, '/environments', environments);
  page(app, '/environments/:uuid', environment);
  page(app, '/network', networkPage);
  page(app, '/groups/:pacticipant', groupPage);
  page(app, '/matrix', matrixList);
  page(app, '/matrix/provider/:provider/consumer/:consumer', gridPage);
  resultRedirect(app);
  pactPages(app);
  page(app, '/webhooks', webhooks);
  page(app, '/webhooks/:uuid', webhook);
  page(app, '/triggered-webhooks/:uuid/logs', logs);
}
