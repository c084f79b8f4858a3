import { findOverview } from '../../queries/overview.ts';
import { listLabels } from '../../store/labels.ts';
import { describePacticipants, listPacticipants } from '../../store/pacticipants.ts';
import type { Listing } from '../../store/page.ts';
import type { PageContent, PageContext } from '../page.ts';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import { describeRows } from './pacticipant-rows.ts';
import { PacticipantTable } from './pacticipant-table.tsx';

const PAGE_SIZE = 50;

/** What the list is filtered and sorted by. */
interface ListQuery {
  readonly q: string;
  readonly label: string;
  readonly sort: 'name' | 'created';
}

/** All pacticipants, or those whose name contains the search text and that have a label. */
export async function pacticipantListPage(context: PageContext): Promise<PageContent> {
  const { db, urls } = context;
  const listQuery = parseQuery(context);
  const page = pageNumber(context, PAGE_SIZE);
  const filter = { search: listQuery.q, label: listQuery.label || undefined };
  const { items, paged } = await listPacticipants(db, filter, page, listQuery.sort);
  const total = paged?.total ?? items.length;
  const rows = await describeRows(db, await describePacticipants(db, items), await findOverview(db));
  const urlWith = (change: Record<string, string | number>) =>
    `${urls.base}/pacticipants${query({ ...listQuery, ...change })}`;
  const body = (
    <>
      <h1>
        Pacticipants <span class="count">{total}</span>
      </h1>
      <Filter listQuery={listQuery} labels={await listLabels(db)} />
      {isUnknownOrder(context) && (
        <p role="alert" class="problem">
          Unknown sort order: the list is sorted by name.
        </p>
      )}
      {total === 0 ? (
        <p>No pacticipant matches.</p>
      ) : (
        <PacticipantTable context={context} rows={rows} total={total} sort={listQuery.sort} urlWith={urlWith} />
      )}
      <Pager page={page} total={total} href={(number) => urlWith({ page: number })} />
    </>
  );
  return { title: 'Pacticipants', body };
}

function parseQuery({ c }: PageContext): ListQuery {
  const { q = '', label = '', sort } = c.req.query();
  return { q: q.trim(), label, sort: sort === 'created' ? 'created' : 'name' };
}

function isUnknownOrder({ c }: PageContext): boolean {
  return !['', 'name', 'created'].includes(c.req.query('sort') ?? '');
}

function Filter({ listQuery, labels }: { listQuery: ListQuery; labels: Listing<{ name: string }> }) {
  const names = labels.items.map(({ name }) => name);
  const isUnknown = listQuery.label !== '' && !names.includes(listQuery.label);
  return (
    <search>
      <form method="get" class="filter">
        <label>
          Name <input type="search" name="q" value={listQuery.q} />
        </label>
        {(names.length > 0 || isUnknown) && (
          <label>
            Label{' '}
            <select name="label">
              <option value="">any</option>
              {(isUnknown ? [listQuery.label, ...names] : names).map((name) => (
                <option value={name} selected={name === listQuery.label}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <input type="hidden" name="sort" value={listQuery.sort} />
        <button type="submit">Show</button>
      </form>
    </search>
  );
}
