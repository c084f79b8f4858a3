import { Hono } from 'hono';
import type { BrokerApp, BrokerContext, BrokerEnv } from './context.ts';
import { type Access, requireCredentials } from './http/access.ts';
import { ActionOutcomes } from './http/action-outcomes.ts';
import { cancelWhenClientGone } from './http/client-gone.ts';
import { type ClientLimits, limitClients } from './http/client-limits.ts';
import { answerError } from './http/error-response.ts';
import { isForm } from './http/form.ts';
import { rejectForeignHosts } from './http/hosts.ts';
import { notFoundError } from './http/http-error.ts';
import { defaultLimits, type Limits } from './http/limits.ts';
import { wantsPage } from './http/negotiation.ts';
import { limitBody, limitUrl, rejectInvalidPaths } from './http/request-limits.ts';
import { unknownUser } from './http/request-user.ts';
import { mountResource, type Resource } from './http/resource.ts';
import type { ActionRuntime } from './pages/actions/action.ts';
import { confirmationPage, deletionAction } from './pages/actions/deletion-handlers.ts';
import { deletions } from './pages/actions/deletions.ts';
import { mountForm } from './pages/actions/mount-form.ts';
import { signIn } from './pages/actions/sign-in.ts';
import { webhookActions } from './pages/actions/webhook-actions.ts';
import { serveAsset } from './pages/assets.ts';
import { pages, redirectToResult, showHal } from './pages/page-handlers.ts';
import { type BadgeResources, createBadges } from './routes/badges.ts';
import { branch, branches, branchVersion, branchVersions, latestVersionOfBranch } from './routes/branches.ts';
import { canIDeploy, canIDeployBranchToEnvironment, canIDeployTagToTag } from './routes/can-i-deploy.ts';
import { dashboard, pairDashboard } from './routes/dashboard.ts';
import { dependencies, heartbeat } from './routes/diagnostic.ts';
import { environment, environments } from './routes/environments.ts';
import { index } from './routes/index-resource.ts';
import { integration, integrations } from './routes/integrations.ts';
import { label, labels } from './routes/labels.ts';
import { matrix, pairMatrix } from './routes/matrix.ts';
import { metrics } from './routes/metrics.ts';
import {
  differenceOfPactVersions,
  differenceOfVersions,
  differenceToPreviousDistinct,
} from './routes/pact-differences.ts';
import {
  latestPacts,
  latestPairPactsOfBranch,
  latestPairPactsOfMainBranch,
  pairPacts,
  pairPactsOfBranch,
  pairPactsOfMainBranch,
  pairPactsWithTag,
  providerPacts,
} from './routes/pact-lists.ts';
import {
  latestPact,
  latestPactOfBranch,
  latestPactWithTag,
  latestUntaggedPact,
  pactVersion,
  previousDistinctPact,
} from './routes/pact-versions.ts';
import { pacticipant, pacticipants, pacticipantsWithLabel } from './routes/pacticipants.ts';
import { pact } from './routes/pacts.ts';
import { pactsForVerification } from './routes/pacts-for-verification.ts';
import { deployedVersions, releasedVersions } from './routes/placements.ts';
import { providerStates, providerStatesOfBranch, providerStatesOfEnvironment } from './routes/provider-states.ts';
import { publishContracts } from './routes/publish.ts';
import { group, relationships } from './routes/relationships.ts';
import { tag } from './routes/tags.ts';
import { triggeredWebhookResources } from './routes/triggered-webhooks.ts';
import {
  latestResultOfLatestPact,
  latestResultOfLatestPactWithTag,
  latestResultOfPactVersion,
  latestResultOfVersion,
  verificationResult,
  verificationResults,
  verificationSummary,
} from './routes/verification-results.ts';
import { latestTaggedVersion, latestVersion, version, versions, versionsWithTag } from './routes/versions.ts';
import { webhookExecutionResources } from './routes/webhook-execution.ts';
import { webhookResources } from './routes/webhooks.ts';
import type { Db } from './store/database.ts';
import { baseUrlOf } from './url/base-url.ts';
import { Urls } from './url/urls.ts';
import { defaultRuntime, type WebhookRuntime } from './webhooks/execute-webhook.ts';

export interface BrokerOptions {
  readonly db: Db;
  readonly now: () => Date;
  readonly log: (line: string) => void;
  /** Public base URLs: links have the one that matches the request, or else the first. Default: scheme and host of each request. */
  readonly baseUrls?: readonly string[];
  /** The names in `Host` that are accepted besides addresses. Default: every name. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Whether a new pacticipant name that is similar to an existing one is refused. Default: yes. */
  readonly checksSimilarNames?: boolean | undefined;
  /** Limits of each client. Default: none. */
  readonly clientLimits?: ClientLimits | undefined;
  /** Limits of a request; those that are missing have their default. */
  readonly limits?: Partial<Limits>;
  /** Credentials and what is public. Default: no credentials needed. */
  readonly access?: Access;
  /** Cache-Control header of can-i-merge badges. Default: `max-age=30`. */
  readonly badgeCacheControl?: string | undefined;
  /** How webhooks are sent. `wake` is called after a write that can trigger webhooks. */
  readonly webhooks?: Webhooks;
}

/** The version of the official broker that this one is compared with. */
const OFFICIAL_VERSION = '2.120.0';

type Webhooks = WebhookRuntime & { wake?(): void };

/** The broker as a fetch handler. Every URL that it answers is listed in `mountBadges`, `mountPages`, `mountActions` and `mountApi`. */
export function createApp(options: BrokerOptions): BrokerApp {
  const app: BrokerApp = new Hono<BrokerEnv>({ strict: false });
  const limits = { ...defaultLimits, ...options.limits };
  const outcomes = new ActionOutcomes();
  const webhooks: Webhooks = options.webhooks ?? defaultRuntime(options.now);
  app.use(async (c, next) => {
    c.set('db', cancelWhenClientGone(options.db, c));
    c.set('limits', limits);
    c.set('checksSimilarNames', options.checksSimilarNames ?? true);
    c.set('urls', new Urls(baseUrlOf(c, options.baseUrls ?? [])));
    c.set('now', options.now());
    c.set('user', unknownUser);
    c.set('outcomes', outcomes);
    await next();
    if (c.req.method !== 'GET' && c.res.ok && /^\/(contracts|pacts?)\//.test(c.req.path)) webhooks.wake?.();
    // `c.header` would create a new response.
    const { headers } = c.res;
    if (!headers.has('vary')) headers.set('vary', 'Accept');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-cache');
    headers.set('x-content-type-options', 'nosniff');
    headers.set('x-pact-broker-version', OFFICIAL_VERSION);
  });
  app.use(rejectInvalidPaths);
  if (Object.values(options.clientLimits ?? {}).some(Boolean)) app.use(limitClients(options.clientLimits ?? {}));
  if (options.allowedHosts) app.use(rejectForeignHosts(options.allowedHosts));
  app.use(limitUrl);
  app.use(pageForUnauthorized);
  app.use(requireCredentials(options.access ?? {}));
  app.use(limitBody);
  app.use(showHal);
  mountBadges(app, options);
  mountPages(app);
  mountActions(app, { baseUrls: options.baseUrls ?? [], log: options.log, webhooks });
  mountApi(app, limits, webhooks);
  const answer = async (error: Error, c: BrokerContext) => {
    const refusal = answerError(error, c, options.log);
    return wantsPage(c) ? (await import('./pages/error-page.tsx')).respondWithErrorPage(c, error, refusal) : refusal;
  };
  app.notFound((c) => answer(notFoundError(), c));
  app.onError((error, c) => answer(error, c));
  return app;
}

/** A browser shows the body of a 401 when its user closes the dialog for name and password. */
async function pageForUnauthorized(c: BrokerContext, next: () => Promise<void>): Promise<void> {
  await next();
  if (c.res.status !== 401 || !(c.req.method === 'GET' || isForm(c)) || !wantsPage(c)) return;
  c.res = (await import('./pages/unauthorized-page.tsx')).unauthorizedPage(c);
}

const pacticipantPath = '/pacticipants/:pacticipant';
const pairPath = '/pacts/provider/:provider/consumer/:consumer';

/** The badges. They come first, because the paths of the latest pact with a tag, as page and in the API, match `latest/badge` too. */
function mountBadges(app: BrokerApp, { log, badgeCacheControl }: BrokerOptions): void {
  const badges = createBadges(log, badgeCacheControl);
  const mountBadge = (path: string, badge: BadgeResources) => {
    mountResource(app, `${path}/badge`, badge.negotiated);
    mountResource(app, `${path}/badge.svg`, badge.svg);
  };
  mountBadge(`${pairPath}/latest`, badges.latestPact);
  mountBadge(`${pairPath}/latest-untagged`, badges.latestUntaggedPact);
  mountBadge(`${pairPath}/latest/:tag`, badges.latestPactWithTag);
  mountBadge('/matrix/provider/:provider/latest/:providerTag/consumer/:consumer/latest/:tag', badges.pactBetweenTags);
  mountBadge(`${pacticipantPath}/latest-version/:tag/can-i-deploy/to/:to`, badges.canIDeployToTag);
  mountBadge(
    `${pacticipantPath}/branches/:branch/latest-version/can-i-deploy/to-environment/:environment`,
    badges.canIDeployToEnvironment,
  );
  mountBadge(`${pacticipantPath}/main-branch/can-i-merge`, badges.canIMerge);
}

/** The pages. They come before the API, which has the same paths: a request that does not ask for HTML is passed on to it. */
export function mountPages(app: BrokerApp): void {
  app.get('/assets/:hash/:file', serveAsset);
  app.get('/', pages.overview);
  app.get('/integrations', pages.overview);
  app.get('/dashboard', pages.overview);
  app.get('/pacticipants', pages.pacticipants);
  app.get('/pacticipants/:pacticipant', pages.pacticipant);
  app.get('/pacticipants/:pacticipant/fields', pages.fields);
  app.get('/pacticipants/:pacticipant/compatibility', pages.compatibility);
  app.get('/pacticipants/:pacticipant/versions/:version', pages.version);
  app.get('/environments', pages.environments);
  app.get('/environments/:uuid', pages.environment);
  app.get('/network', pages.network);
  app.get('/groups/:pacticipant', pages.group);
  app.get('/matrix', pages.matrix);
  app.get('/matrix/provider/:provider/consumer/:consumer', pages.grid);
  app.get('/results/:number{[0-9]{1,9}}', redirectToResult);
  app.get(`${pairPath}/version/:version`, pages.pactOfVersion);
  app.get(`${pairPath}/versions/:version`, pages.pactOfVersion);
  app.get(`${pairPath}/version/:version/previous-distinct`, pages.previousDistinctPact);
  app.get(`${pairPath}/pact-version/:sha`, pages.pactBySha);
  app.get(`${pairPath}/pact-version/:sha/metadata/:metadata`, pages.pactBySha);
  app.get(`${pairPath}/pact-version/:sha/verification-results/:number`, pages.verificationResult);
  app.get(`${pairPath}/pact-version/:sha/metadata/:metadata/verification-results/:number`, pages.verificationResult);
  app.get(`${pairPath}/latest`, pages.latestPact);
  app.get(`${pairPath}/latest-untagged`, pages.latestUntaggedPact);
  app.get(`${pairPath}/latest/:tag`, pages.latestPactWithTag);
  app.get(`${pairPath}/branch/:branch/latest`, pages.latestPactOfBranch);
  app.get('/doc', pages.relations);
  app.get('/doc/:rel', pages.relation);
  app.get('/webhooks', pages.webhooks);
  app.get('/webhooks/:uuid', pages.webhook);
  app.get('/triggered-webhooks/:uuid/logs', pages.deliveryLogs);
}

/** Pages that change something: the targets of forms, the pages that ask for confirmation, and the page to sign in. All require the right to write. */
function mountActions(app: BrokerApp, runtime: ActionRuntime): void {
  mountForm(app, '/sign-in', { GET: signIn });
  for (const deletion of Object.values(deletions))
    mountForm(app, deletion.path, { GET: confirmationPage(deletion), POST: deletionAction(deletion, runtime) });
  for (const [path, action] of Object.entries(webhookActions(runtime))) mountForm(app, path, { POST: action });
}

/** The resources of the API. The order matters where one path also matches another. */
function mountApi(app: BrokerApp, limits: Limits, runtime: WebhookRuntime): void {
  const mount = <Found>(path: string, resource: Resource<Found>) => mountResource(app, path, resource);
  const webhookExecution = webhookExecutionResources(runtime);
  const triggeredWebhooks = triggeredWebhookResources(runtime.settings);
  const webhooks = webhookResources(runtime.settings);
  const provider = '/pacts/provider/:provider';

  mount('/', index);
  mount('/diagnostic/status/heartbeat', heartbeat);
  mount('/diagnostic/status/dependencies', dependencies);
  mount('/metrics', metrics);
  mount('/pacticipants', pacticipants);
  mount('/pacticipants/label/:label', pacticipantsWithLabel);
  mount(pacticipantPath, pacticipant);

  mount('/contracts/publish', publishContracts(limits));
  mount(`${provider}/for-verification`, pactsForVerification);
  mount(`${provider}/provider-states`, providerStates);
  mount(`${provider}/provider-states/branch/:branch`, providerStatesOfBranch);
  mount(`${provider}/provider-states/environment/:environment`, providerStatesOfEnvironment);

  mount('/pacts/latest', latestPacts);
  mount(`${pairPath}/versions`, pairPacts);
  mount(`${pairPath}/tag/:tag`, pairPactsWithTag);
  mount(`${pairPath}/branch/versions`, pairPactsOfMainBranch);
  mount(`${pairPath}/branch/latest/versions`, latestPairPactsOfMainBranch);
  mount(`${pairPath}/branch/:branch/latest/versions`, latestPairPactsOfBranch);
  mount(`${pairPath}/branch/:branch`, pairPactsOfBranch);
  mount(provider, providerPacts.all);
  mount(`${provider}/tag/:tag`, providerPacts.withTag);
  mount(`${provider}/latest`, providerPacts.latest);
  mount(`${provider}/latest/:tag`, providerPacts.latestWithTag);
  mount(`${provider}/branch`, providerPacts.ofMainBranch);
  mount(`${provider}/branch/latest`, providerPacts.latestOfMainBranch);
  mount(`${provider}/branch/:branch`, providerPacts.ofBranch);
  mount(`${provider}/branch/:branch/latest`, providerPacts.latestOfBranch);
  mount(`${pairPath}/version/:version/diff/previous-distinct`, differenceToPreviousDistinct);
  mount(`${pairPath}/version/:version/diff/version/:other`, differenceOfVersions);
  mount(`${pairPath}/pact-version/:sha/diff/pact-version/:other`, differenceOfPactVersions);

  mount(`${pairPath}/pact-version/:sha`, pactVersion);
  mount(`${pairPath}/pact-version/:sha/metadata/:metadata`, pactVersion);
  mount(`${pairPath}/latest`, latestPact);
  mount('/pact/provider/:provider/consumer/:consumer/latest', latestPact);
  mount(`${pairPath}/latest-untagged`, latestUntaggedPact);
  mount(`${pairPath}/latest/:tag`, latestPactWithTag);
  mount(`${pairPath}/branch/:branch/latest`, latestPactOfBranch);
  mount(`${pairPath}/version/:version/previous-distinct`, previousDistinctPact);
  mount(`${pairPath}/version/:version`, pact);
  mount(`${pairPath}/versions/:version`, pact);
  mount('/pact/provider/:provider/consumer/:consumer/version/:version', pact);

  for (const path of [`${pairPath}/pact-version/:sha`, `${pairPath}/pact-version/:sha/metadata/:metadata`]) {
    mount(`${path}/verification-results`, verificationResults);
    mount(`${path}/verification-results/latest`, latestResultOfPactVersion);
    mount(`${path}/verification-results/:number`, verificationResult);
  }
  mount(`${pairPath}/version/:version/verification-results/latest`, latestResultOfVersion);
  mount(`${pairPath}/latest/verification-results/latest`, latestResultOfLatestPact);
  mount(`${pairPath}/latest/:tag/verification-results/latest`, latestResultOfLatestPactWithTag);
  mount('/verification-results/consumer/:consumer/version/:version/latest', verificationSummary);

  mount(`${pairPath}/version/:version/triggered-webhooks`, triggeredWebhooks.ofPact);
  mount(`${pairPath}/pact-version/:sha/verification-results/:number/triggered-webhooks`, triggeredWebhooks.ofResult);
  mount(`${pairPath}/webhooks/status`, triggeredWebhooks.status);
  mount('/triggered-webhooks/:uuid/logs', triggeredWebhooks.logs);
  mount('/webhooks/execute', webhookExecution.unsaved);
  mount('/webhooks/:uuid/execute', webhookExecution.saved);
  mount('/webhooks', webhooks.all);
  mount('/webhooks/:uuid', webhooks.single);
  mount('/webhooks/provider/:provider/consumer/:consumer', webhooks.ofPair);
  mount('/webhooks/provider/:provider', webhooks.ofPair);
  mount('/webhooks/consumer/:consumer', webhooks.ofPair);
  mount(`${pairPath}/webhooks`, webhooks.ofPact);

  mount('/labels', labels);
  mount(`${pacticipantPath}/labels/:label`, label);
  mount(`${pacticipantPath}/versions`, versions);
  mount(`${pacticipantPath}/versions/:version`, version);
  mount(`${pacticipantPath}/latest-version`, latestVersion);
  mount(`${pacticipantPath}/latest-version/:tag`, latestTaggedVersion);
  mount(`${pacticipantPath}/tags/:tag/versions`, versionsWithTag);
  mount(`${pacticipantPath}/branches`, branches);
  mount(`${pacticipantPath}/branches/:branch/latest-version`, latestVersionOfBranch);
  mount(`${pacticipantPath}/branches/:branch/versions/:version`, branchVersion);
  mount(`${pacticipantPath}/branches/:branch/versions`, branchVersions);
  mount(`${pacticipantPath}/branches/:branch`, branch);
  mount(`${pacticipantPath}/versions/:version/tags/:tag`, tag);

  mount('/environments', environments);
  mount('/environments/:uuid', environment);
  mount(`${pacticipantPath}/versions/:version/deployed-versions/environment/:uuid`, deployedVersions.ofVersion);
  mount('/environments/:uuid/deployed-versions/currently-deployed', deployedVersions.current);
  mount('/deployed-versions/:uuid', deployedVersions.single);
  mount(`${pacticipantPath}/versions/:version/released-versions/environment/:uuid`, releasedVersions.ofVersion);
  mount('/environments/:uuid/released-versions/currently-supported', releasedVersions.current);
  mount('/released-versions/:uuid', releasedVersions.single);

  mount('/matrix', matrix);
  mount('/matrix/provider/:provider/consumer/:consumer', pairMatrix);
  mount('/can-i-deploy', canIDeploy);
  mount(`${pacticipantPath}/latest-version/:tag/can-i-deploy/to/:to`, canIDeployTagToTag);
  mount(
    `${pacticipantPath}/branches/:branch/latest-version/can-i-deploy/to-environment/:environment`,
    canIDeployBranchToEnvironment,
  );
  mount('/integrations', integrations);
  mount('/integrations/provider/:provider/consumer/:consumer', integration);
  mount('/relationships', relationships);
  mount('/groups/:pacticipant', group);
  mount('/dashboard', dashboard);
  mount('/dashboard/provider/:provider/consumer/:consumer', pairDashboard);

  // Versions, branches and tags whose slashes are not encoded, as the official CLI sends them. Last, because they match other paths too.
  mount(`${pacticipantPath}/branches/:branch{.+}/latest-version`, latestVersionOfBranch);
  mount(`${pacticipantPath}/branches/:branch{.+}/versions/:version`, branchVersion);
  mount(`${pacticipantPath}/branches/:branch{.+}/versions`, branchVersions);
  mount(`${pacticipantPath}/branches/:branch{.+}`, branch);
  mount(`${pacticipantPath}/versions/:version/tags/:tag{.+}`, tag);
  mount(`${pacticipantPath}/versions/:version{.+}/tags/:tag`, tag);
  mount(`${pacticipantPath}/versions/:version{.+}/deployed-versions/environment/:uuid`, deployedVersions.ofVersion);
  mount(`${pacticipantPath}/versions/:version{.+}/released-versions/environment/:uuid`, releasedVersions.ofVersion);
  mount(`${pacticipantPath}/versions/:version{.+}`, version);
  mount(`${pairPath}/version/:version{.+}`, pact);
}
