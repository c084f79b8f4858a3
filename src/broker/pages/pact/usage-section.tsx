import { shortenShas } from '../../../text/short-sha.ts';
import type { AnnotatedInteraction } from './annotated-pact.ts';
import { Interaction } from './interaction.tsx';
import { UsageInteraction } from './usage-interaction.tsx';
import { type UsageOrigin, type UsageView, usageOriginOf } from './usage-view.ts';

/** An interaction with its number in the pact, from 1. */
export interface NumberedInteraction {
  readonly interaction: AnnotatedInteraction;
  readonly number: number;
  /** Of a use; undefined when it is in an unknown form. */
  readonly view?: UsageView | undefined;
}

interface Props {
  /** The whole pact, parsed. */
  readonly pact: unknown;
  /** Those of the page. */
  readonly shown: readonly NumberedInteraction[];
  /** Of all pages. */
  readonly total: number;
  readonly search: string;
}

/** What the consumer uses of the provider's Python API: one article for each name. */
export function UsageSection({ pact, shown, total, search }: Props) {
  const origin = usageOriginOf(pact);
  return (
    <section aria-labelledby="usage">
      <h2 id="usage">
        Uses of the Python API <span class="count">{total}</span>
      </h2>
      {origin && <p class="note">{describeOrigin(origin)}</p>}
      <search>
        <form method="get" class="filter">
          <label>
            Name <input type="search" name="use" value={search} />
          </label>
          <button type="submit">Show</button>
        </form>
      </search>
      {total === 0 && <p>No name matches.</p>}
      {shown.map(({ interaction, number, view }) =>
        view ? (
          <UsageInteraction interaction={interaction} view={view} number={number} />
        ) : (
          <Interaction interaction={interaction} number={number} />
        ),
      )}
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
