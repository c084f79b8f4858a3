import type { PropsWithChildren } from 'hono/jsx';

/** A table whose cells are stacked on narrow screens. Each cell names its column in `data-label`. */
export function StackedTable({
  caption,
  columns,
  kind = '',
  children,
}: PropsWithChildren<{ caption: string; columns: readonly string[]; kind?: string }>) {
  return (
    <table class={`stacked ${kind}`.trimEnd()}>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col">{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
