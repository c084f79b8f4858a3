import { shortenShas } from '../../../text/short-sha.ts';
import type { Element } from '../page.ts';
import { type UsageOrigin, usageOriginOf } from './usage-view.ts';

interface Props {
  /** The whole pact, parsed. */
  readonly pact: unknown;
  /** The articles of the page. */
  readonly articles: readonly Element[];
  /** The number of uses on all pages. */
  readonly total: number;
}

/** What the consumer uses of the provider's Python API: one article for each name. */
export function UsageSection({ pact, articles, total }: Props) {
  const origin = usageOriginOf(pact);
  return (
    <section aria-labelledby="usage">
      <h2 id="usage">
        Uses of the Python API <span class="count">{total}</span>
      </h2>
      {origin && <p class="note">{describeOrigin(origin)}</p>}
      {articles}
    </section>
  );
}

/** `Read from the code of osprey 1.0, with the types of wren 2.0. It requires wren <3.` */
function describeOrigin({ consumer, provider, requirement }: UsageOrigin): string {
  const { distribution, version, commit, modified } = consumer;
  const at = commit === undefined ? '' : ` at commit ${shortenShas(commit)}`;
  const changed = modified ? ', with changes that were not committed' : '';
  const requires = requirement ? ` It requires ${provider.distribution} ${requirement}.` : '';
  return `Read from the code of ${distribution} ${version}${at}${changed}, with the types of ${provider.distribution} ${provider.version}.${requires}`;
}
