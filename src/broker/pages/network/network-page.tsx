import { connectedTo, findOverview, type Overview } from '../../queries/overview.ts';
import { findPacticipant } from '../../store/pacticipants.ts';
import { pathParam } from '../../url/request.ts';
import type { PageContent, PageContext } from '../page.ts';
import { Network } from './network-graph.tsx';

/** All integrations as one graph. */
export async function networkPage(context: PageContext): Promise<PageContent> {
  return draw(context, await findOverview(context.db), 'Network', '/integrations');
}

/** Everyone who hangs together with one pacticipant, however far away. */
export async function groupPage(context: PageContext): Promise<PageContent | undefined> {
  const found = await findPacticipant(context.db, pathParam(context.c, 'pacticipant'));
  if (!found) return undefined;
  const overview = await findOverview(context.db);
  const integrations = connectedTo(overview.integrations, found.name);
  return draw(context, { ...overview, integrations }, `All around ${found.name}`);
}

function draw(context: PageContext, overview: Overview, title: string, hal?: string): PageContent {
  const body = (
    <>
      <h1>{title}</h1>
      {overview.integrations.length > 0 ? (
        <Network context={context} overview={overview} label="Who relies on whom" />
      ) : (
        <p>Nobody relies on anybody yet.</p>
      )}
    </>
  );
  return { title, body, ...(hal && { hal }) };
}
