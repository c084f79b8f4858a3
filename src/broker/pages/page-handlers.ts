import type { BrokerContext } from '../context.ts';
import { notFoundError } from '../http/http-error.ts';
import { wantsHalView } from '../http/negotiation.ts';
import { findVerificationById } from '../store/verifications.ts';
import { pathParam } from '../url/request.ts';
import { verificationUrl } from '../url/result-url.ts';
import { pactPages } from './pact/pact-handlers.ts';
import { pageContext } from './page.ts';
import { pageHandler } from './page-handler.ts';

/** The route handlers of the pages; `app.ts` lists their paths. */
export const pages = {
  overview: pageHandler(async () => (await import('./overview/overview-page.tsx')).overviewPage),
  pacticipants: pageHandler(async () => (await import('./pacticipant/pacticipant-list-page.tsx')).pacticipantListPage),
  pacticipant: pageHandler(async () => (await import('./pacticipant/pacticipant-page.tsx')).pacticipantPage),
  fields: pageHandler(async () => (await import('./fields/fields-page.tsx')).fieldsPage),
  compatibility: pageHandler(async () => (await import('./compatibility/compatibility-page.tsx')).compatibilityPage),
  version: pageHandler(async () => (await import('./version/version-page.tsx')).versionPage),
  environments: pageHandler(async () => (await import('./environment/environment-list-page.tsx')).environmentListPage),
  environment: pageHandler(async () => (await import('./environment/environment-page.tsx')).environmentPage),
  network: pageHandler(async () => (await import('./network/network-page.tsx')).networkPage),
  group: pageHandler(async () => (await import('./network/network-page.tsx')).groupPage),
  matrix: pageHandler(async () => (await import('./matrix/matrix-page.tsx')).matrixPage),
  grid: pageHandler(async () => (await import('./matrix/grid-page.tsx')).gridPage),
  webhooks: pageHandler(async () => (await import('./webhooks/webhook-pages.tsx')).webhookListPage),
  webhook: pageHandler(async () => (await import('./webhooks/webhook-pages.tsx')).webhookPage),
  deliveryLogs: pageHandler(async () => (await import('./webhooks/delivery-logs-page.tsx')).deliveryLogsPage),
  relations: pageHandler(async () => (await import('./hal/relation-pages.tsx')).relationListPage),
  relation: pageHandler(async () => (await import('./hal/relation-pages.tsx')).relationPage),
  ...pactPages,
};

/** The status of a GET request to a resource that accepts only POST, PUT or DELETE; the API links to many of them. */
const METHOD_NOT_ALLOWED = 405;

/** Shows a browser the API's answer as a page: `?as=hal`. */
export async function showHal(c: BrokerContext, next: () => Promise<void>): Promise<void> {
  await next();
  const isJson = c.res.headers.get('content-type')?.includes('json');
  if (!wantsHalView(c) || !(isJson || c.res.status === METHOD_NOT_ALLOWED)) return;
  const { halView } = await import('./hal/hal-view.tsx');
  const view = await halView(c, c.res);
  if (view) c.res = view;
}

/** Redirects from the id of a result to its page. A grid has up to ten thousand links to results, and links by id are short. */
export async function redirectToResult(c: BrokerContext): Promise<Response> {
  const verification = await findVerificationById(c.var.db, Number(pathParam(c, 'number')));
  if (!verification) throw notFoundError();
  return c.redirect(verificationUrl(verification, pageContext(c).urls));
}
