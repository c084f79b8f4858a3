import { Hono } from 'hono';
import type { BrokerApp, BrokerContext, BrokerEnv } from './context.ts';
import { type Access, requireCredentials } from './http/access.ts';
import { answerError } from './http/error-response.ts';
import { notFoundError } from './http/http-error.ts';
import { wantsPage } from './http/negotiation.ts';
import { limitBody, limitUrl, rejectInvalidPaths } from './http/request-limits.ts';
import { mountResource } from './http/resource.ts';
import { serveAsset } from './pages/assets.ts';
import { pages, redirectToResult } from './pages/page-handlers.ts';
import { canIBadgeRoutes, pactBadgeRoutes } from './routes/badges.ts';
import { branchRoutes, slashedBranchRoutes } from './routes/branches.ts';
import { canIDeployRoutes } from './routes/can-i-deploy.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { diagnosticRoutes } from './routes/diagnostic.ts';
import { environmentRoutes } from './routes/environments.ts';
import { indexRoutes } from './routes/index-resource.ts';
import { integrationRoutes } from './routes/integrations.ts';
import { labelRoutes } from './routes/labels.ts';
import { matrixRoutes } from './routes/matrix.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { pactDifferenceRoutes } from './routes/pact-differences.ts';
import { pactListRoutes } from './routes/pact-lists.ts';
import { singlePactRoutes } from './routes/pact-versions.ts';
import { pacticipantRoutes } from './routes/pacticipants.ts';
import { pactRoutes } from './routes/pacts.ts';
import { forVerificationRoutes } from './routes/pacts-for-verification.ts';
import { deployedVersions, releasedVersions } from './routes/placements.ts';
import { providerStateRoutes } from './routes/provider-states.ts';
import { publishRoutes } from './routes/publish.ts';
import { relationshipRoutes } from './routes/relationships.ts';
import { slashedTagRoutes, tagRoutes } from './routes/tags.ts';
import { triggeredWebhookRoutes } from './routes/triggered-webhooks.ts';
import { verificationResultRoutes, verificationSummaryRoutes } from './routes/verification-results.ts';
import { versionRoutes } from './routes/versions.ts';
import { webhookExecutionRoutes } from './routes/webhook-execution.ts';
import { pactWebhookRoutes, webhookRoutes } from './routes/webhooks.ts';
import type { Db } from './store/database.ts';
import { Urls } from './url/urls.ts';
import { defaultRuntime, type WebhookRuntime } from './webhooks/execute-webhook.ts';

export interface BrokerOptions {
  readonly db: Db;
  readonly now: () => Date;
  readonly log: (line: string) => void;
  /** Public base URL of all links; by default the one that each request came to. */
  readonly baseUrl?: string;
  /** Longer request bodies are refused; 10 MiB if not said. */
  readonly maxBodyBytes?: number;
  /** Who may do what; everybody everything if not said. */
  readonly access?: Access;
  /** How long a badge that tells whether a branch may be merged is kept; `max-age=30` if not said. */
  readonly badgeCacheControl?: string | undefined;
  /** What webhooks may do; `wake` is called when something was written that they may wait for. */
  readonly webhooks?: Webhooks;
}

type Webhooks = WebhookRuntime & { wake?(): void };

/** The broker as a fetch handler: every URL it answers is mounted here. */
export function createApp(options: BrokerOptions): BrokerApp {
  const app: BrokerApp = new Hono<BrokerEnv>({ strict: false });
  const webhooks: Webhooks = options.webhooks ?? defaultRuntime(options.now);
  app.use(rejectInvalidPaths);
  app.use(async (c, next) => {
    c.set('db', options.db);
    c.set('urls', new Urls(options.baseUrl ?? new URL(c.req.url).origin));
    c.set('now', options.now());
    await next();
    if (c.req.method !== 'GET' && c.res.ok && /^\/(contracts|pacts?)\//.test(c.req.path)) webhooks.wake?.();
    // Not by `c.header`, which would make the answer anew.
    const { headers } = c.res;
    if (!headers.has('vary')) headers.set('vary', 'Accept');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-cache');
    headers.set('x-content-type-options', 'nosniff');
  });
  app.use(limitUrl);
  app.use(requireCredentials(options.access ?? {}));
  app.use(limitBody(options.maxBodyBytes ?? 10 * 2 ** 20));
  mountPages(app);
  indexRoutes(app);
  diagnosticRoutes(app);
  pacticipantRoutes(app);
  publishRoutes(app);
  forVerificationRoutes(app);
  providerStateRoutes(app);
  pactListRoutes(app);
  pactDifferenceRoutes(app);
  // Before the pacts, for whom a badge would be a tag.
  pactBadgeRoutes(app, options.log);
  canIBadgeRoutes(app, options.log, options.badgeCacheControl);
  singlePactRoutes(app);
  pactRoutes(app);
  verificationResultRoutes(app);
  verificationSummaryRoutes(app);
  triggeredWebhookRoutes(app, webhooks.settings);
  webhookExecutionRoutes(app, webhooks);
  webhookRoutes(app, webhooks.settings);
  pactWebhookRoutes(app, webhooks.settings);
  labelRoutes(app);
  versionRoutes(app);
  branchRoutes(app);
  tagRoutes(app);
  environmentRoutes(app);
  const version = '/pacticipants/:pacticipant/versions/:version';
  mountResource(app, `${version}/deployed-versions/environment/:uuid`, deployedVersions.ofVersion);
  mountResource(app, '/environments/:uuid/deployed-versions/currently-deployed', deployedVersions.current);
  mountResource(app, '/deployed-versions/:uuid', deployedVersions.single);
  mountResource(app, `${version}/released-versions/environment/:uuid`, releasedVersions.ofVersion);
  mountResource(app, '/environments/:uuid/released-versions/currently-supported', releasedVersions.current);
  mountResource(app, '/released-versions/:uuid', releasedVersions.single);
  matrixRoutes(app);
  canIDeployRoutes(app);
  integrationRoutes(app);
  relationshipRoutes(app);
  dashboardRoutes(app);
  metricsRoutes(app);
  // Last, for they take what no route above has taken.
  slashedBranchRoutes(app);
  slashedTagRoutes(app);
  const answer = async (error: Error, c: BrokerContext) => {
    const refusal = answerError(error, c, options.log);
    return wantsPage(c) ? (await import('./pages/error-page.tsx')).respondWithErrorPage(c, error, refusal) : refusal;
  };
  app.notFound((c) => answer(notFoundError(), c));
  app.onError((error, c) => answer(error, c));
  return app;
}

const pair = '/pacts/provider/:provider/consumer/:consumer';

/** The pages. They come before the API, which has the same paths: a request that does not ask for HTML is passed on to it. */
function mountPages(app: BrokerApp): void {
  app.get('/assets/:hash/:file', serveAsset);
  app.get('/', pages.overview);
  app.get('/integrations', pages.overview);
  app.get('/dashboard', pages.overview);
  app.get('/pacticipants', pages.pacticipants);
  app.get('/pacticipants/:pacticipant', pages.pacticipant);
  app.get('/pacticipants/:pacticipant/fields', pages.fields);
  app.get('/pacticipants/:pacticipant/versions/:version', pages.version);
  app.get('/environments', pages.environments);
  app.get('/environments/:uuid', pages.environment);
  app.get('/network', pages.network);
  app.get('/groups/:pacticipant', pages.group);
  app.get('/matrix', pages.matrix);
  app.get('/matrix/provider/:provider/consumer/:consumer', pages.grid);
  app.get('/results/:number{[0-9]{1,9}}', redirectToResult);
  app.get(`${pair}/version/:version`, pages.pactOfVersion);
  app.get(`${pair}/versions/:version`, pages.pactOfVersion);
  app.get(`${pair}/version/:version/previous-distinct`, pages.previousDistinctPact);
  app.get(`${pair}/pact-version/:sha`, pages.pactBySha);
  app.get(`${pair}/pact-version/:sha/metadata/:metadata`, pages.pactBySha);
  app.get(`${pair}/pact-version/:sha/verification-results/:number`, pages.verificationResult);
  app.get(`${pair}/pact-version/:sha/metadata/:metadata/verification-results/:number`, pages.verificationResult);
  app.get(`${pair}/latest`, pages.latestPact);
  app.get(`${pair}/latest-untagged`, pages.latestUntaggedPact);
  app.get(`${pair}/latest/:tag`, pages.latestPactWithTag);
  app.get(`${pair}/branch/:branch/latest`, pages.latestPactOfBranch);
  app.get('/webhooks', pages.webhooks);
  app.get('/webhooks/:uuid', pages.webhook);
  app.get('/triggered-webhooks/:uuid/logs', pages.deliveryLogs);
}
