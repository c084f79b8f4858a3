import { StackedTable } from '../parts/stacked-table.tsx';
import type { AnnotatedInteraction } from './annotated-pact.ts';
import { InteractionFrame } from './interaction-frame.tsx';
import { InteractionState } from './interaction-state.tsx';
import type { UsagePartView, UsageView } from './usage-view.ts';

/** The API serves the others in the pact's metadata. */
export const MAX_PARTS = 200;
export const MAX_LOCATIONS = 20;

interface Props {
  readonly interaction: AnnotatedInteraction;
  readonly view: UsageView;
  /** Its number in the pact, from 1. */
  readonly number: number;
  /** Whether it is expanded even if it has not failed. */
  readonly isOpen: boolean;
}

/** A name of the provider's Python API: what the consumer does with it, and where. */
export function UsageInteraction({ interaction: { success, pending }, view, number, isOpen }: Props) {
  const { name, notes, parts, failures } = view;
  const summary = (
    <h3>
      <InteractionState success={success} /> <span class="path">{name}</span>
      {[...notes, ...(pending ? ['pending'] : [])].map((note) => (
        <span class="note">{` ${note}`}</span>
      ))}
    </h3>
  );
  return (
    <InteractionFrame number={number} success={success} isOpen={isOpen} summary={summary}>
      {failures.length > 0 && (
        <ul class="mismatches">
          {failures.map((failure) => (
            <li>
              <span aria-hidden="true">✘</span> {failure}
            </li>
          ))}
        </ul>
      )}
      <StackedTable
        caption={`What the consumer does with ${name}`}
        columns={['Part', 'Use', 'Locations']}
        kind="fields uses"
      >
        {parts.slice(0, MAX_PARTS).map((part) => (
          <PartRow part={part} />
        ))}
        {parts.length > MAX_PARTS && (
          <tr>
            <td colspan={3}>{`and ${parts.length - MAX_PARTS} more, see the pact as HAL`}</td>
          </tr>
        )}
      </StackedTable>
    </InteractionFrame>
  );
}

function PartRow({ part: { kind, text, optional, locations } }: { part: UsagePartView }) {
  return (
    <tr>
      <td data-label="Part">{kind}</td>
      <td data-label="Use">
        {text}
        {optional && <span class="note"> optional</span>}
      </td>
      <td data-label="Locations">
        {locations.length === 0 ? (
          <span class="none">not in the pact</span>
        ) : (
          <ul class="locations">
            {locations.slice(0, MAX_LOCATIONS).map((location) => (
              <li class="path">{location}</li>
            ))}
            {locations.length > MAX_LOCATIONS && <li>{`and ${locations.length - MAX_LOCATIONS} more`}</li>}
          </ul>
        )}
      </td>
    </tr>
  );
}
