/** Whether an interaction matches in the result that is shown; nothing when the result does not mention it. */
export function InteractionState({ success }: { success: boolean | undefined }) {
  if (success === undefined) return null;
  return (
    <span class={`state ${success ? 'verified' : 'failed'}`}>
      <span aria-hidden="true">{success ? '✔' : '✘'}</span> {success ? 'matches' : 'does not match'}
    </span>
  );
}
