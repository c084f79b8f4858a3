import { type PairingState, STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { type ListedIntegration, listIntegrationStates } from '../../queries/integration-list.ts';
import type { Overview } from '../../queries/overview.ts';
import type { PageContext } from '../page.ts';
import { stateLabel } from '../parts/state.tsx';
import { layOutGraph, type Node, type Point, sizes } from './graph-layout.ts';

interface Props {
  readonly context: PageContext;
  readonly overview: Overview;
  /** What the drawing shows, for screen readers. */
  readonly label: string;
  /** The pacticipant that is marked. */
  readonly centre?: string | undefined;
}

/** Integrations as a graph: an arrow leads from each consumer to its provider, in the colour of its most severe state. */
export function NetworkGraph({ context: { urls }, overview, label, centre }: Props) {
  const { items } = listIntegrationStates(overview, {
    search: '',
    state: undefined,
    sort: 'consumer',
    page: { number: 1, size: overview.integrations.length },
  });
  const graph = layOutGraph(items);
  return (
    <figure class="network">
      <section class="scroll" tabindex={0} aria-label={label}>
        <svg
          viewBox={`0 0 ${graph.width} ${graph.height}`}
          width={Math.ceil(graph.width)}
          height={Math.ceil(graph.height)}
        >
          <title>{label}</title>
          <defs>
            {STATES_BY_SEVERITY.map((state) => (
              <ArrowHead state={state} />
            ))}
          </defs>
          {leastSevereFirst(items).map((integration) => (
            <Arrow integration={integration} points={graph.pointsOf(integration)} />
          ))}
          {[...graph.nodes.values()].map((node) => (
            <NodeBox node={node} href={urls.pacticipant(node.name)} isCentre={node.name === centre} />
          ))}
        </svg>
      </section>
      <figcaption>
        {`An arrow leads from a consumer to its provider. `}
        {STATES_BY_SEVERITY.map((state) => (
          <span class={`key ${state}`}>{stateLabel(state)}</span>
        ))}
        {centre !== undefined && <span class="note">{` The frame of ${centre} is bold.`}</span>}
      </figcaption>
    </figure>
  );
}

/** Drawn last, the most severe are on top. */
function leastSevereFirst(items: readonly ListedIntegration[]): ListedIntegration[] {
  const severityOf = (item: ListedIntegration) => STATES_BY_SEVERITY.indexOf(stateOf(item));
  return [...items].sort((a, b) => severityOf(b) - severityOf(a));
}

function stateOf({ states }: ListedIntegration): PairingState {
  return STATES_BY_SEVERITY.find((state) => states.includes(state)) ?? 'unverified';
}

/** A marker for each state, because a marker does not take the colour of its line in every browser. */
function ArrowHead({ state }: { state: PairingState }) {
  return (
    <marker
      id={`arrow-${state}`}
      class={`arrowhead ${state}`}
      viewBox="0 0 8 8"
      refX="8"
      refY="4"
      markerWidth="8"
      markerHeight="8"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0 0L8 4L0 8z" />
    </marker>
  );
}

function Arrow({ integration, points }: { integration: ListedIntegration; points: readonly Point[] }) {
  const state = stateOf(integration);
  return (
    <path class={`line ${state}`} d={curveThrough(points)} marker-end={`url(#arrow-${state})`}>
      <title>{`${integration.consumer} relies on ${integration.provider}: ${stateLabel(state)}`}</title>
    </path>
  );
}

/** Minimum length of the Bézier handles, in pixels: also an arrow to the left leaves its node to the right. */
const MIN_BEND = 40;

/** A cubic Bézier curve through the points, horizontal at each of them. */
function curveThrough(points: readonly Point[]): string {
  return points
    .map(({ x, y }, i) => {
      const previous = points[i - 1];
      if (!previous) return `M${round(x)} ${round(y)}`;
      const distance = x - previous.x;
      const bend = points.length === 2 ? Math.max(MIN_BEND, Math.abs(distance) / 2) : distance / 2;
      return `C${round(previous.x + bend)} ${round(previous.y)} ${round(x - bend)} ${round(y)} ${round(x)} ${round(y)}`;
    })
    .join('');
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;

/** The number of characters that fit into a node. */
const MAX_LABEL_CHARS = 27;

function NodeBox({ node: { name, x, y }, href, isCentre }: { node: Node; href: string; isCentre: boolean }) {
  const label = name.length > MAX_LABEL_CHARS ? `${name.slice(0, MAX_LABEL_CHARS - 1)}…` : name;
  return (
    <a href={href} {...(isCentre && { class: 'centre' })}>
      <title>{name}</title>
      <rect x={x} y={y - sizes.height / 2} width={sizes.width} height={sizes.height} rx={6} />
      <text x={x + 10} y={y + 4}>
        {label}
      </text>
    </a>
  );
}
