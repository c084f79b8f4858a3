import { connectedTo, findOverview, type Overview } from '../../queries/overview.ts';
import { findPacticipant } from '../../store/pacticipants.ts';
import { pathParam } from '../../url/request.ts';
import type { PageContent, PageContext } from '../page.ts';
import { Name } from '../parts/name.tsx';
import { NetworkGraph } from './network-graph.tsx';

/** All integrations as one graph. */
export async function networkPage(context: PageContext): Promise<PageContent> {
  const { body } = renderNetwork(context, await findOverview(context.db), 'Network');
  return { title: 'Network', body, hal: '/integrations' };
}

/** The pacticipants that are connected with one, directly or through others. */
export async function groupPage(context: PageContext): Promise<PageContent | undefined> {
  const found = await findPacticipant(context.db, pathParam(context.c, 'pacticipant'));
  if (!found) return undefined;
  const overview = await findOverview(context.db);
  const integrations = connectedTo(overview.integrations, found.name);
  const { name } = found;
  const content = renderNetwork(context, { ...overview, integrations }, `Services connected with ${name}`, name);
  const { urls } = context;
  const breadcrumbs = [
    { name: 'Pacticipants', href: `${urls.base}/pacticipants` },
    { name, href: urls.pacticipant(name) },
  ];
  return { ...content, breadcrumbs, crumb: 'Connected services' };
}

function renderNetwork(context: PageContext, overview: Overview, title: string, centre?: string): PageContent {
  const body = (
    <>
      <h1>
        <Name text={title} />
      </h1>
      {overview.integrations.length > 0 ? (
        <NetworkGraph context={context} overview={overview} label="Consumers and their providers" centre={centre} />
      ) : (
        <p>There are no integrations.</p>
      )}
    </>
  );
  return { title, body };
}
