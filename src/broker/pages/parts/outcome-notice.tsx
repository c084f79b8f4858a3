import type { PageContext } from '../page.ts';

/** The outcome of the action that redirected to this page: see `ActionOutcomes`. */
export function OutcomeNotice({ context: { c, now } }: { context: PageContext }) {
  const id = c.req.query('outcome');
  if (id === undefined || !c.var.user.mayWrite) return null;
  const outcome = c.var.outcomes.find(id, now);
  if (!outcome)
    return <p class="note">The outcome of this action is no longer stored. This page shows the current state.</p>;
  const { success, sentence, details } = outcome;
  return (
    <section class={`outcome ${success ? 'verified' : 'failed'}`} aria-label="Outcome">
      <p role="status">
        <span aria-hidden="true">{success ? '✔' : '✘'}</span> {sentence}
      </p>
      {details && (
        <pre class="log" tabindex={0}>
          {details}
        </pre>
      )}
    </section>
  );
}
