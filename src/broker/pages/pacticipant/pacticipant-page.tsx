import { findOverview } from '../../queries/overview.ts';
import { findPacticipant, type Pacticipant } from '../../store/pacticipants.ts';
import { findVersionDetails } from '../../store/version-details.ts';
import { listVersions } from '../../store/versions.ts';
import { pathParam } from '../../url/request.ts';
import { NetworkGraph } from '../network/network-graph.tsx';
import type { PageContent, PageContext } from '../page.ts';
import { BrokerCommand } from '../parts/command.tsx';
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
  const canIDeploy = { pacticipant: name, 'main-branch': true, 'to-environment': 'production' } as const;
  const body = (
    <>
      <h1>{name}</h1>
      <Facts of={pacticipant} />
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
      <section aria-labelledby="can-i-deploy">
        <h2 id="can-i-deploy">Can its latest main version be deployed?</h2>
        <BrokerCommand context={context} name="can-i-deploy" options={canIDeploy} />
      </section>
      {c.var.user.mayWrite && (
        <Deletions context={context} name={name} branches={await listNewestBranches(context, pacticipant)} />
      )}
    </>
  );
  return { title: name, body, breadcrumbs: [{ name: 'Pacticipants', href: `${urls.base}/pacticipants` }] };
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
        <dd>{mainBranch ?? 'not set'}</dd>
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
