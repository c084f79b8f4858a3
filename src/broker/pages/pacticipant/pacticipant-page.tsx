import { command } from '../../../text/command.ts';
import { findOverview } from '../../queries/overview.ts';
import { findPacticipant, type Pacticipant } from '../../store/pacticipants.ts';
import { findVersionDetails } from '../../store/version-details.ts';
import { listVersions } from '../../store/versions.ts';
import { pathParam } from '../../url/request.ts';
import { Network } from '../network/network-graph.tsx';
import type { PageContent, PageContext } from '../page.ts';
import { Command } from '../parts/command.tsx';
import { ExternalLink } from '../parts/links.tsx';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import { projectCommand } from '../parts/project-command.ts';
import { Partners } from './partners.tsx';
import { VersionTable } from './version-table.tsx';

const pageSize = 25;

/** One pacticipant: whom it relies on, who relies on it, and its versions. */
export async function pacticipantPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, to } = context;
  const found = await findPacticipant(db, pathParam(c, 'pacticipant'));
  if (!found) return undefined;
  const page = pageNumber(context, pageSize);
  const { items, paged } = await listVersions(db, { pacticipantId: found.id }, page);
  const details = await findVersionDetails(
    db,
    items.map(({ id }) => id),
  );
  const overview = await findOverview(db, found.id);
  const total = paged?.total ?? items.length;
  const body = (
    <>
      <h1>{found.name}</h1>
      <Facts of={found} />
      {overview.integrations.some(({ provider }) => provider === found.name) && (
        <p>
          <a href={to.to`/pacticipants/${found.name}/fields`}>Who relies on which of its fields?</a>
        </p>
      )}
      <Partners context={context} name={found.name} overview={overview} />
      {overview.integrations.length > 0 && (
        <section aria-labelledby="around">
          <h2 id="around">Around it</h2>
          <Network context={context} overview={overview} label={`Who ${found.name} talks to`} />
          <p>
            <a href={to.to`/groups/${found.name}`}>All that hangs together with it</a>
          </p>
        </section>
      )}
      <section aria-labelledby="versions">
        <h2 id="versions">
          Versions <span class="count">{total}</span>
        </h2>
        <VersionTable context={context} name={found.name} versions={items} details={details} />
        <Pager
          page={page}
          total={total}
          href={(number) => `${to.pacticipant(found.name)}${query({ page: number })}#versions`}
        />
      </section>
      <section aria-labelledby="ask">
        <h2 id="ask">May its newest version go out?</h2>
        <Command
          text={projectCommand(
            context,
            command('can-i-deploy', { pacticipant: found.name, 'main-branch': true, 'to-environment': 'production' }),
          )}
        />
      </section>
    </>
  );
  return { title: found.name, body, breadcrumbs: [{ name: 'Pacticipants', href: `${to.base}/pacticipants` }] };
}

function Facts({ of: { displayName, mainBranch, repositoryUrl } }: { of: Pacticipant }) {
  return (
    <dl class="facts">
      {displayName && (
        <div>
          <dt>Called</dt>
          <dd>{displayName}</dd>
        </div>
      )}
      <div>
        <dt>Main branch</dt>
        <dd>{mainBranch ?? 'none named'}</dd>
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
