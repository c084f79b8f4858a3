import { plural } from '../../../text/duration.ts';
import { listPacticipants, type Pacticipant } from '../../store/pacticipants.ts';
import type { PageContent, PageContext } from '../page.ts';
import { PacticipantLink } from '../parts/links.tsx';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Timestamp } from '../parts/values.tsx';

const PAGE_SIZE = 50;

/** All pacticipants, or those whose name contains the search text. */
export async function pacticipantListPage(context: PageContext): Promise<PageContent> {
  const { c, db, urls } = context;
  const search = (c.req.query('q') ?? '').trim();
  const page = pageNumber(context, PAGE_SIZE);
  const { items, paged } = await listPacticipants(db, { search }, page);
  const total = paged?.total ?? items.length;
  const body = (
    <>
      <h1>
        Pacticipants <span class="count">{total}</span>
      </h1>
      <search>
        <form method="get" class="filter">
          <label>
            Name <input type="search" name="q" value={search} />
          </label>
          <button type="submit">Show</button>
        </form>
      </search>
      {items.length === 0 ? (
        <p>No pacticipant matches.</p>
      ) : (
        <PacticipantTable context={context} items={items} total={total} />
      )}
      <Pager
        page={page}
        total={total}
        href={(number) => `${urls.base}/pacticipants${query({ q: search, page: number })}`}
      />
    </>
  );
  return { title: 'Pacticipants', body };
}

function PacticipantTable({
  context: { urls, now },
  items,
  total,
}: {
  context: PageContext;
  items: readonly Pacticipant[];
  total: number;
}) {
  return (
    <StackedTable caption={plural(total, 'pacticipant')} columns={['Name', 'Main branch', 'Created']}>
      {items.map(({ name, mainBranch, createdAt }) => (
        <tr>
          <td data-label="Name">
            <PacticipantLink urls={urls} name={name} />
          </td>
          <td data-label="Main branch">{mainBranch ?? <span class="none">not set</span>}</td>
          <td data-label="Created">
            <Timestamp time={createdAt} now={now} />
          </td>
        </tr>
      ))}
    </StackedTable>
  );
}
