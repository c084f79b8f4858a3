import { STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { type IntegrationQuery, listIntegrationStates, sortings } from '../../queries/integration-list.ts';
import { findOverview } from '../../queries/overview.ts';
import type { PageContent, PageContext } from '../page.ts';
import { pageNumber } from '../parts/pagination.tsx';
import { Attention } from './attention.tsx';
import { FirstSteps } from './first-steps.tsx';
import { IntegrationList } from './integration-list.tsx';
import { FilterProblems, OverviewFilter } from './overview-filter.tsx';

const PAGE_SIZE = 50;

/** The start page: what is not verified, then all integrations, with one filter for both. */
export async function overviewPage(context: PageContext): Promise<PageContent> {
  const overview = await findOverview(context.db);
  const { integrations, scopes, mainScope } = overview;
  if (integrations.length === 0) return { title: 'Welcome', body: <FirstSteps context={context} /> };
  const query = parseQuery(context);
  const listed = listIntegrationStates(overview, query);
  const body = (
    <>
      <h1>Overview</h1>
      <OverviewFilter context={context} query={query} />
      <FilterProblems context={context} />
      <Attention context={context} scopes={scopes} mainScope={mainScope} query={query} />
      <IntegrationList context={context} scopes={scopes} mainScope={mainScope} query={query} listed={listed} />
    </>
  );
  return { title: 'Overview', body, isRefreshable: true };
}

function parseQuery(context: PageContext): IntegrationQuery {
  const { search = '', state, sort } = context.c.req.query();
  return {
    search: search.trim(),
    state: STATES_BY_SEVERITY.find((one) => one === state),
    sort: sortings.find((one) => one === sort) ?? 'state',
    page: pageNumber(context, PAGE_SIZE),
  };
}
