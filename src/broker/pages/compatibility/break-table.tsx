import { shortenShas } from '../../../text/short-sha.ts';
import type { Compatibility, PactBreak } from '../../queries/compatibility.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { breakSentences } from './break-sentences.ts';

/** The maximum number of breaks, newest first. A result is read for each. */
export const MAX_BREAKS = 30;

export interface DescribedBreak extends PactBreak {
  readonly result: number;
  readonly sentences: readonly string[];
}

/** The newest breaks with their sentences. */
export async function describeBreaks(
  { db }: PageContext,
  provider: string,
  { breaks, versions, cellOf }: Compatibility,
): Promise<DescribedBreak[]> {
  const rank = new Map(versions.map(({ id }, i) => [id, i]));
  const rankOf = ({ first }: PactBreak) => rank.get(first.id) ?? 0;
  const newest = breaks.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, MAX_BREAKS);
  const described: DescribedBreak[] = [];
  for (const one of newest) {
    const { result } = cellOf(one.pact, one.first) ?? { result: 0 };
    const sentences = await breakSentences(db, one, result, `${provider} ${one.first.number}`);
    described.push({ ...one, result, sentences });
  }
  return described;
}

interface Props {
  readonly context: PageContext;
  readonly provider: string;
  readonly breaks: readonly DescribedBreak[];
}

/** For each break: the first version that does not fit, the one that fits again, and why. */
export function BreakTable({ context: { urls }, provider, breaks }: Props) {
  return (
    <StackedTable
      caption={`Versions of ${provider} that broke a consumer`}
      columns={['Consumer', 'First', 'Fixed in', 'Why']}
    >
      {breaks.map(({ pact: { consumer, versions }, first, fixedIn, result, sentences }) => (
        <tr>
          <td data-label="Consumer">
            <PacticipantLink urls={urls} name={consumer} />{' '}
            <span class="version">{shortenShas(versions[0]?.number ?? '')}</span>
          </td>
          <td data-label="First">
            <VersionLink urls={urls} name={provider} number={first.number} />
          </td>
          <td data-label="Fixed in">
            {fixedIn ? (
              <VersionLink urls={urls} name={provider} number={fixedIn.number} />
            ) : (
              <span class="none">not yet</span>
            )}
          </td>
          <td data-label="Why">
            {sentences.map((sentence) => (
              <p class="sentence">{sentence}</p>
            ))}
            <a href={`${urls.base}/results/${result}`}>
              result<span class="visually-hidden">{` of ${provider} ${first.number} for ${consumer}`}</span>
            </a>
          </td>
        </tr>
      ))}
    </StackedTable>
  );
}
