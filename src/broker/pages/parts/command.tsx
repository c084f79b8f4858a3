/** A command to be copied: with a script at the press of a button, without one by hand. */
export function Command({ text }: { text: string }) {
  return (
    <div class="command">
      <code>{text}</code>
    </div>
  );
}
