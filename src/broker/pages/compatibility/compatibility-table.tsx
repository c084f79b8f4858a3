import { raw } from 'hono/html';
import { shortenShas } from '../../../text/short-sha.ts';
import type { ComparedPact, Compatibility, CompatibilityCell } from '../../queries/compatibility.ts';
import type { PageContext } from '../page.ts';
import { HeadRefs } from '../parts/head-refs.tsx';

interface Props {
  readonly context: PageContext;
  readonly provider: string;
  readonly compatibility: Compatibility;
}

/** Versions of the provider in rows, pacts in force in columns. Each cell links to its result. */
export function CompatibilityTable({ context: { urls }, provider, compatibility }: Props) {
  const { pacts, versions, details } = compatibility;
  const label = `Versions of ${provider} and their consumers`;
  return (
    <section class="scroll" tabindex={0} aria-label={label}>
      <table class="grid">
        <caption class="visually-hidden">{`${label}: versions in rows, newest first, pacts in force in columns`}</caption>
        <thead>
          <tr>
            <th scope="col">{provider}</th>
            {pacts.map((pact) => (
              <th scope="col">
                <a href={urls.pactVersion(provider, pact.consumer, pact.sha)}>{pact.consumer}</a>
                <PactVersions pact={pact} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr>
              <th scope="row">
                <a href={urls.version(provider, version.number)} title={version.number}>
                  {shortenShas(version.number)}
                </a>
                <HeadRefs details={details.get(version.id)} />
              </th>
              {raw(pacts.map((pact) => renderCell(urls.base, compatibility.cellOf(pact, version))).join(''))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The maximum number of versions of a consumer that a column lists. */
const MAX_VERSIONS_PER_PACT = 3;

function PactVersions({ pact: { versions } }: { pact: ComparedPact }) {
  return (
    <>
      {versions.slice(0, MAX_VERSIONS_PER_PACT).map(({ number, refs }) => (
        <>
          {' '}
          <span class="version" title={number}>
            {shortenShas(number)}
          </span>
          {refs.map((name) => (
            <span class="ref environment">{name}</span>
          ))}
        </>
      ))}
      {versions.length > MAX_VERSIONS_PER_PACT && (
        <span class="note">{` and ${versions.length - MAX_VERSIONS_PER_PACT} more`}</span>
      )}
    </>
  );
}

/** Returns HTML as text, because a table may have ten thousand cells. A cell contains only the broker's path and a number: nothing needs escaping. */
function renderCell(base: string, cell: ReturnType<Compatibility['cellOf']>): string {
  if (!cell)
    return '<td class="n"><span class="visually-hidden">not verified</span><span aria-hidden="true">·</span></td>';
  const [kind, symbol, label] = symbolOf(cell);
  return `<td class="${kind}"><a href="${base}/results/${cell.result}" aria-label="${label}">${symbol}</a></td>`;
}

function symbolOf({ success, features }: CompatibilityCell): readonly [kind: string, symbol: string, label: string] {
  if (!success) return ['x', '✘', 'does not fit'];
  return features === 'off' ? ['o', 'off', 'fits, a feature is off'] : ['y', '✔', 'fits'];
}
