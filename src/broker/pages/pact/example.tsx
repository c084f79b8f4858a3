/** Longer examples are cut; the pact as HAL has them whole. */
const longest = 300;

/** An example value, as JSON. */
export function Example({ value }: { value: unknown }) {
  const json = JSON.stringify(value) ?? '';
  return <code>{json.length > longest ? `${json.slice(0, longest)}…` : json}</code>;
}
