/** Longer examples are cut; the pact as HAL has them whole. */
const longest = 300;

/** An example value, as JSON. */
export function Example({ text }: { text: string }) {
  return <code>{text.length > longest ? `${text.slice(0, longest)}…` : text}</code>;
}
