import { fieldNameOf, type Reliance } from '../../../impact/reliance.ts';
import { plural } from '../../../text/duration.ts';
import { yieldIfBusy } from '../../event-loop.ts';
import { type FoundReliances, findReliances } from '../../queries/fields-in-force.ts';
import { findPacticipant } from '../../store/pacticipants.ts';
import { pathParam } from '../../url/request.ts';
import { isShowable } from '../pact/page-size.ts';
import type { PageContent, PageContext } from '../page.ts';
import { BrokerCommand } from '../parts/command.tsx';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';

/** Rows per page. */
const PAGE_SIZE = 200;
const MAX_TOO_LARGE = 50;

/** The fields of a provider that consumers rely on, with the consumers that a change would break. */
export async function fieldsPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, urls } = context;
  const found = await findPacticipant(db, pathParam(c, 'pacticipant'));
  if (!found) return undefined;
  const search = (c.req.query('field') ?? '').trim();
  const { reliances, tooLarge } = await findReliances(db, found, urls, isShowable);
  await yieldIfBusy();
  const matching = reliances.filter((one) => fieldNameOf(one).toLowerCase().includes(search.toLowerCase()));
  const page = pageNumber(context, PAGE_SIZE);
  const shown = matching.slice((page.number - 1) * PAGE_SIZE, page.number * PAGE_SIZE);
  const names = [...new Set(shown.map(fieldNameOf))];
  const byField = new Map(names.map((name) => [name, shown.filter((one) => fieldNameOf(one) === name)]));
  const body = (
    <>
      <h1>{`Fields of ${found.name}`}</h1>
      <p>
        The fields that consumers rely on, from the pacts of main branches and of all deployed and released versions.{' '}
        <a href={urls.href`/pacticipants/${found.name}/compatibility`}>Compatibility of its versions</a>
      </p>
      <search>
        <form method="get" class="filter">
          <label>
            Field <input type="search" name="field" value={search} />
          </label>
          <button type="submit">Show</button>
        </form>
      </search>
      <TooLarge pacts={tooLarge} />
      {matching.length === 0 ? (
        <p>{search || tooLarge.length > 0 ? 'No field matches.' : 'No consumer relies on this pacticipant.'}</p>
      ) : (
        <Fields context={context} byField={byField} />
      )}
      <Pager page={page} total={matching.length} href={(number) => query({ field: search, page: number })} />
      <BrokerCommand context={context} name="impact" options={{ provider: found.name }} />
    </>
  );
  const breadcrumbs = [
    { name: 'Pacticipants', href: `${urls.base}/pacticipants` },
    { name: found.name, href: urls.pacticipant(found.name) },
  ];
  return {
    title: `Fields of ${found.name}`,
    body,
    breadcrumbs,
    crumb: 'Fields',
    hal: urls.href`/pacts/provider/${found.name}/latest`.slice(urls.base.length),
  };
}

function TooLarge({ pacts }: { pacts: FoundReliances['tooLarge'] }) {
  if (pacts.length === 0) return null;
  const others = pacts.length - MAX_TOO_LARGE;
  return (
    <>
      <p>The pacts of these consumers are too large for this page. The command below reads every pact.</p>
      <ul class="inline">
        {pacts.slice(0, MAX_TOO_LARGE).map(({ consumer, url }) => (
          <li>
            <a href={url}>{consumer}</a>
          </li>
        ))}
        {others > 0 && <li>{`and ${plural(others, 'other consumer')}`}</li>}
      </ul>
    </>
  );
}

function Fields({ context, byField }: { context: PageContext; byField: ReadonlyMap<string, readonly Reliance[]> }) {
  return (
    <StackedTable
      caption="Fields and the consumers that rely on them"
      columns={['Field', 'Consumer', 'Versions', 'Rule', 'Interaction']}
    >
      {[...byField].flatMap(([name, relied]) =>
        relied.map((one, i) => <Row context={context} one={one} name={i === 0 ? name : ''} />),
      )}
    </StackedTable>
  );
}

function Row({ context: { urls }, one, name }: { context: PageContext; one: Reliance; name: string }) {
  return (
    <tr>
      <td data-label="Field">
        <span class="path">{name || <span class="visually-hidden">{fieldNameOf(one)}</span>}</span>
      </td>
      <td data-label="Consumer">
        <PacticipantLink urls={urls} name={one.consumer} />
      </td>
      <td data-label="Versions">
        <ul class="inline">
          {one.versions.map(({ number, branches, environments }) => (
            <li>
              <VersionLink urls={urls} name={one.consumer} number={number} />{' '}
              <span class="note">{[...branches, ...environments].join(', ')}</span>
            </li>
          ))}
        </ul>
      </td>
      <td data-label="Rule">{one.expectation}</td>
      <td data-label="Interaction">
        <a href={one.url}>
          {one.interactions.length === 1 ? one.interactions[0] : `${one.interactions.length} interactions`}
        </a>
      </td>
    </tr>
  );
}
