import type { PropsWithChildren } from 'hono/jsx';
import type { Element } from '../page.ts';

interface Props {
  readonly number: number;
  readonly success: boolean | undefined;
  readonly isOpen: boolean;
  /** The heading, and everything else that is visible while the interaction is collapsed. */
  readonly summary: Element;
}

/** An interaction that is collapsed, unless it failed. Browsers expand it when a link leads to its id, because the id is inside `<details>`. */
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
