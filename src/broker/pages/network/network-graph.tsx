import { type PairingState, STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { byName, type ListedIntegration, listIntegrationStates } from '../../queries/integration-list.ts';
import type { Overview } from '../../queries/overview.ts';
import type { PageContext } from '../page.ts';
import { stateLabel } from '../parts/state.tsx';
import type { Node } from './graph.ts';
import { layOutGraph } from './graph-layout.ts';
import { sizes } from './graph-sizes.ts';
import { fitLabel } from './label.ts';

/** The maximum number of integrations that are drawn. A larger drawing takes too long to lay out and is not readable. */
const MAX_DRAWN = 1_000;

interface Props {
  readonly context: PageContext;
  readonly overview: Overview;
  /** What the drawing shows, for screen readers. */
  readonly label: string;
  /** The pacticipant that is marked. */
  readonly centre?: string | undefined;
  /** The maximum number of integrations that are drawn; default: `MAX_DRAWN`. */
  readonly limit?: number;
}

/** Integrations as a graph: an arrow leads from each consumer to its provider, in the colour of its most severe state. */
export function NetworkGraph({ context: { urls }, overview, label, centre, limit = MAX_DRAWN }: Props) {
  const { items, total } = listIntegrationStates(overview, {
    search: '',
    state: undefined,
    sort: 'state',
    page: { number: 1, size: limit },
  });
  const graph = layOutGraph([...items].sort(byName));
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
            <Arrow integration={integration} path={graph.pathOf(integration)} />
          ))}
          {[...graph.nodes.values()].map((node) => (
            <NodeBox node={node} href={urls.pacticipant(node.name)} isCentre={node.name === centre} />
          ))}
        </svg>
      </section>
      <figcaption>
        <p>
          An arrow points from a consumer to its provider. Its line style shows the most severe state of the
          integration.
        </p>
        {total > items.length && (
          <p>{`${items.length} of ${total} integrations are drawn: those with the most severe states.`}</p>
        )}
        <ul class="legend" aria-label="Legend">
          {STATES_BY_SEVERITY.map((state) => (
            <li>
              <Sample state={state} /> {stateLabel(state)}
            </li>
          ))}
          {centre !== undefined && (
            <li>
              <svg class="sample centre" width="34" height="14" aria-hidden="true">
                <rect x="2" y="2" width="30" height="10" rx="3" />
              </svg>{' '}
              {`${centre}, the centre of this drawing`}
            </li>
          )}
        </ul>
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
  return STATES_BY_SEVERITY.find((state) => states.has(state)) ?? 'unverified';
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

/** An arrow of the legend. */
function Sample({ state }: { state: PairingState }) {
  return (
    <svg class="sample" width="34" height="14" aria-hidden="true">
      <path class={`line ${state}`} d="M0 7H34" marker-end={`url(#arrow-${state})`} />
    </svg>
  );
}

function Arrow({ integration, path }: { integration: ListedIntegration; path: string }) {
  const state = stateOf(integration);
  return (
    <path class={`line ${state}`} d={path} marker-end={`url(#arrow-${state})`}>
      <title>{`${integration.consumer} relies on ${integration.provider}: ${stateLabel(state)}`}</title>
    </path>
  );
}

function NodeBox({ node: { name, x, y }, href, isCentre }: { node: Node; href: string; isCentre: boolean }) {
  return (
    <a href={href} {...(isCentre && { class: 'centre', 'aria-current': 'true' })}>
      <title>{name}</title>
      <rect x={x} y={y - sizes.height / 2} width={sizes.width} height={sizes.height} rx={6} />
      <text x={x + 10} y={y + 4}>
        {fitLabel(name)}
      </text>
    </a>
  );
}
