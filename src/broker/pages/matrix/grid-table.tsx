import { raw } from 'hono/html';
import type { FoundVersion } from '../../../matrix/selector.ts';
import { shortenShas } from '../../../text/short-sha.ts';
import type { Grid } from '../../queries/grid.ts';
import type { PageContext } from '../page.ts';
import { HeadRefs } from '../parts/head-refs.tsx';
import { Name } from '../parts/name.tsx';

interface Props {
  readonly context: PageContext;
  readonly grid: Grid;
  readonly consumer: string;
  readonly provider: string;
}

/** Consumer versions in rows, provider versions in columns. Each cell links to its result. */
export function GridTable({ context: { urls }, grid, consumer, provider }: Props) {
  const { pacts, providers, details } = grid;
  const label = `Results of ${consumer} by ${provider}`;
  return (
    <section class="scroll" tabindex={0} aria-label={label}>
      <table class="grid">
        <caption class="visually-hidden">{`${label}: consumer versions in rows, provider versions in columns, newest first`}</caption>
        <thead>
          <tr>
            <th scope="col">
              <Name text={`${provider} →`} />
              <br />
              <Name text={`${consumer} ↓`} />
            </th>
            {providers.map(({ id, number }) => (
              <th scope="col">
                <a href={urls.version(provider, number)} title={number}>
                  {shortenShas(number)}
                </a>
                <HeadRefs details={details.get(id)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pacts.map((pact) => (
            <tr>
              <th scope="row">
                <a href={urls.pact(provider, consumer, pact.consumerVersion)} title={pact.consumerVersion}>
                  {shortenShas(pact.consumerVersion)}
                </a>
                <HeadRefs details={details.get(pact.consumerVersionId)} />
              </th>
              {renderCells(urls.base, providers, (version) => grid.cellOf(pact, version))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Written as text, because there may be ten thousand cells. They contain only the broker's path and numbers: nothing needs escaping. */
function renderCells(
  base: string,
  providers: readonly FoundVersion[],
  cellOf: (version: FoundVersion) => ReturnType<Grid['cellOf']>,
) {
  const cells = providers.map((version) => {
    const cell = cellOf(version);
    if (!cell) return '<td class="n" title="not verified">·</td>';
    const url = `${base}/results/${cell.result}`;
    const [kind, sign, label] = cell.success ? ['y', '✔', 'verified'] : ['x', '✘', 'failed'];
    return `<td class="${kind}"><a href="${url}" title="${label}">${sign}</a></td>`;
  });
  return raw(cells.join(''));
}
