import { parseMatrixQuery, validateMatrixQuery } from '../../../matrix/query.ts';
import { describeReason, reasonSeverity } from '../../../matrix/reason.ts';
import type { Row } from '../../../matrix/row.ts';
import { verdictOf } from '../../../matrix/verdict.ts';
import { validationError } from '../../http/http-error.ts';
import { queryMatrix } from '../../queries/matrix.ts';
import { findNamed, paramsOf } from '../../routes/matrix.ts';
import { matrixResultUrl } from '../../url/result-url.ts';
import type { PageContent, PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { StateBadge } from '../parts/state.tsx';
import { Timestamp } from '../parts/values.tsx';

const sentences = {
  yes: 'Yes, these versions are compatible.',
  no: 'No, these versions are not compatible.',
  unknown: 'Unknown whether these versions are compatible.',
};
const symbols = { error: '✘', warning: '!', success: '✔' };

/** The result of a matrix query: the verdict, its reasons, and the rows. */
export async function matrixPage(context: PageContext): Promise<PageContent> {
  const { c, db } = context;
  const query = parseMatrixQuery(paramsOf(c));
  const problems = validateMatrixQuery(query, await findNamed(c, query));
  if (problems.length > 0) throw validationError(problems);
  const { decision, considered, ignored } = await queryMatrix(db, query);
  const verdict = verdictOf(decision.deployable, decision.counts.failed > 0);
  const rows = [...considered, ...ignored];
  const shown = rows.slice(0, query.limit);
  const body = (
    <>
      <h1>Matrix</h1>
      <article class={`verdict ${verdict}`}>
        <p class="sentence">{sentences[verdict]}</p>
        <ul class="reasons">
          {[...new Map(decision.reasons.map((reason) => [describeReason(reason), reasonSeverity(reason)]))].map(
            ([text, type]) => (
              <li class={type}>
                <span aria-hidden="true">{symbols[type]}</span> {text.replace(/^WARN: /, '')}
              </li>
            ),
          )}
        </ul>
      </article>
      <h2>
        Pairs{' '}
        <span class="count">{shown.length < rows.length ? `${shown.length} of ${rows.length}` : rows.length}</span>
      </h2>
      {rows.length > 0 && <Rows context={context} rows={shown} />}
    </>
  );
  return { title: 'Matrix', body, isRefreshable: true };
}

function Rows({ context: { urls, now }, rows }: { context: PageContext; rows: readonly Row[] }) {
  return (
    <StackedTable
      caption="Pairs of versions and their results"
      columns={['Consumer', 'Provider', 'Result', 'When', 'Links']}
    >
      {rows.map((row) => (
        <tr>
          <td data-label="Consumer">
            <PacticipantLink urls={urls} name={row.consumer.name} />{' '}
            <VersionLink urls={urls} name={row.consumer.name} number={row.consumer.version.number} />
          </td>
          <td data-label="Provider">
            <PacticipantLink urls={urls} name={row.provider.name} />{' '}
            {row.provider.version && (
              <VersionLink urls={urls} name={row.provider.name} number={row.provider.version.number} />
            )}
          </td>
          <td data-label="Result">
            {row.result ? (
              <StateBadge
                of={row.result.success ? 'verified' : 'failed'}
                href={matrixResultUrl(row, row.result.number, urls)}
              />
            ) : (
              <StateBadge
                of="unverified"
                href={urls.pact(row.provider.name, row.consumer.name, row.consumer.version.number)}
              />
            )}
          </td>
          <td data-label="When">
            {row.result ? <Timestamp time={row.result.verifiedAt} now={now} /> : <span class="none">–</span>}
          </td>
          <td data-label="Links">
            <a href={urls.pact(row.provider.name, row.consumer.name, row.consumer.version.number)}>pact</a>,{' '}
            <a href={urls.href`/matrix/provider/${row.provider.name}/consumer/${row.consumer.name}`}>matrix</a>
          </td>
        </tr>
      ))}
    </StackedTable>
  );
}
