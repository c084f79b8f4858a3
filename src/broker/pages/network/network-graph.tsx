import { type PairingState, STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { type ListedIntegration, listIntegrationStates } from '../../queries/integration-list.ts';
import type { Overview } from '../../queries/overview.ts';
import type { PageContext } from '../page.ts';
import { stateWords } from '../parts/state.tsx';
import { type Drawing, layOut, type Spot, sizes } from './graph-layout.ts';

/** Integrations as a graph: consumers left, providers right, each line in the colour of the worst that is known of it. */
export function Network({
  context: { to },
  overview,
  label,
}: {
  context: PageContext;
  overview: Overview;
  label: string;
}) {
  const { items } = listIntegrationStates(overview, {
    ...{ search: '', state: undefined, sort: 'consumer', page: { number: 1, size: overview.integrations.length } },
  });
  const drawing = layOut(items);
  const { width, height, spots } = drawing;
  return (
    <figure class="network">
      <section class="scroll" tabindex={0} aria-label={label}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
          <title>{label}</title>
          {byLoudness(items).map((item) => (
            <Edge item={item} drawing={drawing} />
          ))}
          {[...spots.values()].map((spot) => (
            <Box spot={spot} href={to.pacticipant(spot.name)} />
          ))}
        </svg>
      </section>
      <figcaption>
        {`A line leads from a consumer to its provider. `}
        {STATES_BY_SEVERITY.map((state) => (
          <span class={`key ${state}`}>{stateWords(state)}</span>
        ))}
      </figcaption>
    </figure>
  );
}

/** What is wrong lies on top. */
function byLoudness(items: readonly ListedIntegration[]): ListedIntegration[] {
  return [...items].sort((a, b) => STATES_BY_SEVERITY.indexOf(stateOf(b)) - STATES_BY_SEVERITY.indexOf(stateOf(a)));
}

function stateOf({ states }: ListedIntegration): PairingState {
  return STATES_BY_SEVERITY.find((state) => states.includes(state)) ?? 'unverified';
}

function Edge({ item, drawing: { spots } }: { item: ListedIntegration; drawing: Drawing }) {
  const [from, to] = [spots.get(item.consumer), spots.get(item.provider)];
  if (!from || !to) return null;
  const state = stateOf(item);
  return (
    <path class={`line ${state}`} d={curve(from, to)}>
      <title>{`${item.consumer} relies on ${item.provider}: ${stateWords(state)}`}</title>
    </path>
  );
}

function curve(from: Spot, to: Spot): string {
  const [x1, x2] = [from.x + sizes.name, to.x];
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  return `M${x1} ${from.y}C${x1 + bend} ${from.y} ${x2 - bend} ${to.y} ${x2} ${to.y}`;
}

/** As many letters as a box holds. */
const letters = 27;

function Box({ spot: { name, x, y }, href }: { spot: Spot; href: string }) {
  const text = name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
  return (
    <a href={href}>
      <title>{name}</title>
      <rect x={x} y={y - 14} width={sizes.name} height={28} rx={6} />
      <text x={x + 10} y={y + 4}>
        {text}
      </text>
    </a>
  );
}
