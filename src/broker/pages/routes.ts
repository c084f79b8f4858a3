import type { BrokerApp } from '../protocol/resource.ts';
import { assetRoutes } from './assets.ts';
import { environment } from './environment/environment.tsx';
import { environments } from './environment/environments.tsx';
import { networkPage } from './network/network-page.tsx';
import { overview } from './overview/overview.tsx';
import { pacticipant } from './pacticipant/pacticipant.tsx';
import { pacticipants } from './pacticipant/pacticipants.tsx';
import { page } from './page.tsx';
import { version } from './version/version.tsx';

/** The pages that people look at, each at the address where clients find the same thing as HAL. */
export function pageRoutes(app: BrokerApp): void {
  assetRoutes(app);
  page(app, '/', overview);
  page(app, '/pacticipants', pacticipants);
  page(app, '/pacticipants/:pacticipant', pacticipant);
  page(app, '/pacticipants/:pacticipant/versions/:version', version);
  page(app, '/environments', environments);
  page(app, '/environments/:uuid', environment);
  page(app, '/network', networkPage);
}
