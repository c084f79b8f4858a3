/** Passes on what it is told, but not more often than every few seconds, and not at once. */
export function everyFewSeconds(tell: (line: string) => void, intervalMs = 3_000): (line: string) => void {
  let last = performance.now();
  return (line) => {
    if (performance.now() - last < intervalMs) return;
    last = performance.now();
    tell(line);
  };
}
