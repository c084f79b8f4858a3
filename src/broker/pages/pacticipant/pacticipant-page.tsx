import { mainBranchCommand, shellQuote } from '../../../text/command.ts';
import { findLatestVersion, type LatestVersion } from '../../queries/latest-version.ts';
import { findOverview } from '../../queries/overview.ts';
import { findPacticipant, type Pacticipant } from '../../store/pacticipants.ts';
import { findVersionDetails } from '../../store/version-details.ts';
import { listVersions } from '../../store/versions.ts';
import { pathParam } from '../../url/request.ts';
import { NetworkGraph } from '../network/network-graph.tsx';
import type { PageContent, PageContext } from '../page.ts';
import { BrokerCommand, Command } from '../parts/command.tsx';
import { ExternalLink } from '../parts/links.tsx';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import { Deletions, listNewestBranches } from './deletions.tsx';
import { Partners } from './partners.tsx';
import { VersionTable } from './version-table.tsx';

const PAGE_SIZE = 25;
const MAX_DRAWN_PARTNERS = 100;

/** One pacticipant: its consumers and providers, and its versions. */
export async function pacticipantPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, urls } = context;
  const pacticipant = await findPacticipant(db, pathParam(c, 'pacticipant'));
  if (!pacticipant) return undefined;
  const { name } = pacticipant;
  const page = pageNumber(context, PAGE_SIZE);
  const { items, paged } = await listVersions(db, { pacticipantId: pacticipant.id }, page);
  const details = await findVersionDetails(
    db,
    items.map(({ id }) => id),
  );
  const overview = await findOverview(db, pacticipant.id);
  const total = paged?.total ?? items.length;
  const latest = await findLatestVersion(db, pacticipant);
  const body = (
    <>
      <h1>{name}</h1>
      <Facts of={pacticipant} />
      {pacticipant.mainBranch === null && <MainBranchNote context={context} name={name} />}
      {overview.integrations.some(({ provider }) => provider === name) && (
        <p>
          <a href={urls.href`/pacticipants/${name}/fields`}>Fields that consumers rely on</a>,{' '}
          <a href={urls.href`/pacticipants/${name}/compatibility`}>Compatibility of its versions</a>
        </p>
      )}
      <Partners context={context} name={name} overview={overview} />
      {overview.integrations.length > 0 && (
        <section aria-labelledby="network">
          <h2 id="network">Network</h2>
          <NetworkGraph
            context={context}
            overview={overview}
            label={`Consumers and providers of ${name}`}
            centre={name}
            limit={MAX_DRAWN_PARTNERS}
          />
          <p>
            <a href={urls.href`/groups/${name}`}>Connected services</a>
          </p>
        </section>
      )}
      <section aria-labelledby="versions">
        <h2 id="versions">
          Versions <span class="count">{total}</span>
        </h2>
        <VersionTable context={context} name={name} versions={items} details={details} />
        <Pager
          page={page}
          total={total}
          href={(number) => `${urls.pacticipant(name)}${query({ page: number })}#versions`}
        />
      </section>
      {latest && <CanIDeploy context={context} name={name} latest={latest} />}
      {c.var.user.mayWrite && (
        <Deletions context={context} name={name} branches={await listNewestBranches(context, pacticipant)} />
      )}
    </>
  );
  return { title: name, body, breadcrumbs: [{ name: 'Pacticipants', href: `${urls.base}/pacticipants` }] };
}

/** What follows from a missing main branch, and how to record it. */
function MainBranchNote({ context, name }: { context: PageContext; name: string }) {
  return (
    <details class="main-branch">
      <summary>No main branch is recorded: the latest version of any branch is compared instead</summary>
      <p>Record it, so that selectors and commands with the main branch find its versions:</p>
      <Command text={`PACT_BROKER_BASE_URL=${shellQuote(context.c.var.urls.base)} ${mainBranchCommand(name)}`} />
    </details>
  );
}

interface CanIDeployProps {
  readonly context: PageContext;
  readonly name: string;
  readonly latest: LatestVersion;
}

function CanIDeploy({ context, name, latest: { number, isOnMainBranch } }: CanIDeployProps) {
  const version = isOnMainBranch ? ({ 'main-branch': true } as const) : { version: number };
  const options = { pacticipant: name, ...version, 'to-environment': 'production' };
  return (
    <section aria-labelledby="can-i-deploy">
      <h2 id="can-i-deploy">
        {isOnMainBranch ? 'Can its latest main version be deployed?' : 'Can its latest version be deployed?'}
      </h2>
      <BrokerCommand context={context} name="can-i-deploy" options={options} />
    </section>
  );
}

function Facts({ of: { displayName, mainBranch, repositoryUrl } }: { of: Pacticipant }) {
  return (
    <dl class="facts">
      {displayName && (
        <div>
          <dt>Display name</dt>
          <dd>{displayName}</dd>
        </div>
      )}
      <div>
        <dt>Main branch</dt>
        <dd>{mainBranch ?? 'not recorded'}</dd>
      </div>
      {repositoryUrl && (
        <div>
          <dt>Repository</dt>
          <dd>
            <ExternalLink href={repositoryUrl} />
          </dd>
        </div>
      )}
    </dl>
  );
}
