import type { PageContext } from '../page.ts';
import type { AnnotatedInteraction } from './annotated-pact.ts';
import type { NumberedInteraction } from './interaction-pages.ts';

/** Which interactions of a pact are listed. */
export interface InteractionFilter {
  /** Part of the description or of a provider state, in any case. */
  readonly search: string;
  readonly result: string;
}

/** The filters by result; the key is the value of `?result=`. */
const resultFilters: Readonly<
  Record<string, { readonly label: string; readonly matches: (one: AnnotatedInteraction) => boolean }>
> = {
  failed: { label: 'does not match', matches: ({ success }) => success === false },
  matching: { label: 'matches', matches: ({ success }) => success === true },
  none: { label: 'no result', matches: ({ success }) => success === undefined },
};

export function parseInteractionFilter({ c }: PageContext): InteractionFilter {
  return { search: (c.req.query('search') ?? '').trim(), result: c.req.query('result') ?? '' };
}

export const isFiltered = ({ search, result }: InteractionFilter) =>
  search !== '' || Object.hasOwn(resultFilters, result);

export function filterInteractions(
  interactions: readonly NumberedInteraction[],
  { search, result }: InteractionFilter,
): readonly NumberedInteraction[] {
  const part = search.toLowerCase();
  const matchesSearch = ({ description, states }: AnnotatedInteraction) =>
    [description, ...states.map(({ name }) => name)].some((text) => text.toLowerCase().includes(part));
  const matchesResult = Object.hasOwn(resultFilters, result) ? resultFilters[result]?.matches : undefined;
  return interactions.filter(({ interaction }) => matchesSearch(interaction) && (matchesResult?.(interaction) ?? true));
}

interface Props {
  readonly filter: InteractionFilter;
  /** Whether there is a verification result. */
  readonly hasResults: boolean;
}

/** A form that filters the interactions. While a person types, `enhance.js` hides the interactions of this page that do not match. */
export function InteractionFilterForm({ filter, hasResults }: Props) {
  return (
    <search>
      <form method="get" action="#contents" class="filter" data-filters=".interaction, .toc li">
        <label>
          Description or state <input type="search" name="search" value={filter.search} />
        </label>
        {hasResults && (
          <label>
            Result{' '}
            <select name="result">
              <option value="">any</option>
              {Object.entries(resultFilters).map(([value, { label }]) => (
                <option value={value} selected={filter.result === value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="submit">Show</button>
      </form>
      {filter.result !== '' && !Object.hasOwn(resultFilters, filter.result) && (
        <p role="alert" class="problem">{`There is no result "${filter.result}": all interactions are shown.`}</p>
      )}
    </search>
  );
}
