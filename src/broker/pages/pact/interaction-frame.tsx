import type { PropsWithChildren } from 'hono/jsx';
import type { Element } from '../page.ts';

interface Props {
  readonly number: number;
  readonly success: boolean | undefined;
  readonly isOpen: boolean;
  /** The heading, and what else is visible while it is folded. */
  readonly summary: Element;
}

/** An interaction that is folded, unless it failed. A link to it unfolds it, because its target is inside. */
export function InteractionFrame({ number, success, isOpen, summary, children }: PropsWithChildren<Props>) {
  return (
    <article class={success === false ? 'interaction mismatch' : 'interaction'}>
      <details open={isOpen || success === false}>
        <summary>{summary}</summary>
        <div id={`interaction-${number}`}>{children}</div>
      </details>
    </article>
  );
}
