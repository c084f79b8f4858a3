import type { Deletion } from '../actions/deletions.ts';
import type { PageContext } from '../page.ts';
import { query } from './pagination.tsx';

interface ActionButtonProps {
  readonly context: PageContext;
  readonly path:
    | '/actions/test-webhook'
    | '/actions/enable-webhook'
    | '/actions/disable-webhook'
    | '/actions/redeliver';
  readonly uuid: string;
  readonly label: string;
}

/** A form of one button, for users who may write. */
export function ActionButton({ context: { c, urls }, path, uuid, label }: ActionButtonProps) {
  if (!c.var.user.mayWrite) return null;
  return (
    <form method="post" action={urls.base + path}>
      <input type="hidden" name="uuid" value={uuid} />
      <button type="submit">{label}</button>
    </form>
  );
}

interface DeleteLinkProps {
  readonly context: PageContext;
  readonly deletion: Deletion;
  readonly fields: Readonly<Record<string, string>>;
  readonly label: string;
}

/** A link to the confirmation page of a deletion, for users who may write. */
export function DeleteLink({ context: { c, urls }, deletion, fields, label }: DeleteLinkProps) {
  if (!c.var.user.mayWrite) return null;
  return (
    <a class="danger" href={urls.base + deletion.path + query(fields)} rel="nofollow">
      {label}
    </a>
  );
}
