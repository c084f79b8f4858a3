import { raw } from 'hono/html';
import type { FoundVersion } from '../../../matrix/selector.ts';
import { shortenShas } from '../../../text/short-sha.ts';
import type { Grid } from '../../queries/grid.ts';
import type { VersionDetails } from '../../store/version-details.ts';
import type { PageContext } from '../page.ts';

interface Props {
  readonly context: PageContext;
  readonly grid: Grid;
  readonly consumer: string;
  readonly provider: string;
}

/** Consumer versions down, provider versions across; each result leads to what was found. */
export function GridTable({ context: { to }, grid, consumer, provider }: Props) {
  const { pacts, providers, details } = grid;
  const label = `Results of ${consumer} by ${provider}`;
  return (
    <section class="scroll" tabindex={0} aria-label={label}>
      <table class="grid">
        <caption class="visually-hidden">{`${label}: consumer versions in rows, provider versions in columns, newest first`}</caption>
        <thead>
          <tr>
            <th scope="col">
              {`${provider} →`}
              <br />
              {`${consumer} ↓`}
            </th>
            {providers.map(({ id, number }) => (
              <th scope="col">
                <a href={to.version(provider, number)} title={number}>
                  {shortenShas(number)}
                </a>
                <Marks details={details.get(id)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pacts.map((pact) => (
            <tr>
              <th scope="row">
                <a href={to.pact(provider, consumer, pact.consumerVersion)} title={pact.consumerVersion}>
                  {shortenShas(pact.consumerVersion)}
                </a>
                <Marks details={details.get(pact.consumerVersionId)} />
              </th>
              {cells(to.base, providers, (version) => grid.cellOf(pact, version))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Branches whose head it is, and environments: by these one finds one's way. */
function Marks({ details }: { details: VersionDetails | undefined }) {
  const branches = details?.branches.filter(({ latest }) => latest).map(({ name }) => name) ?? [];
  const environments = details?.environments.map(({ name }) => name) ?? [];
  return (
    <>
      {branches.map((name) => (
        <span class="mark branch">{name}</span>
      ))}
      {environments.map((name) => (
        <span class="mark environment">{name}</span>
      ))}
    </>
  );
}

/** There may be ten thousand, so they are written as text: it holds nothing but the broker's own path and numbers. */
function cells(
  base: string,
  providers: readonly FoundVersion[],
  cellOf: (version: FoundVersion) => ReturnType<Grid['cellOf']>,
) {
  const written = providers.map((version) => {
    const cell = cellOf(version);
    if (!cell) return '<td class="n">·</td>';
    const [look, mark] = cell.success ? ['y', '✔'] : ['x', '✘'];
    return `<td class="${look}"><a href="${base}/results/${cell.result}">${mark}</a></td>`;
  });
  return raw(written.join(''));
}
