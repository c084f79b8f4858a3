import { listBranches } from '../../store/branches.ts';
import type { Pacticipant } from '../../store/pacticipants.ts';
import { deletions } from '../actions/deletions.ts';
import type { PageContext } from '../page.ts';
import { DeleteLink } from '../parts/action-form.tsx';

const MAX_BRANCHES = 100;

interface Branches {
  readonly names: readonly string[];
  readonly total: number;
}

/** The most recently used branches, which the page offers to delete. */
export async function listNewestBranches({ db }: PageContext, { id }: Pacticipant): Promise<Branches> {
  const { items, paged } = await listBranches(db, id, undefined, { number: 1, size: MAX_BRANCHES });
  return { names: items.map(({ name }) => name), total: paged?.total ?? items.length };
}

/** Links to the deletion of a pacticipant and of its branches. */
export function Deletions({ context, name, branches }: { context: PageContext; name: string; branches: Branches }) {
  const { names, total } = branches;
  return (
    <section aria-labelledby="delete">
      <h2 id="delete">Delete</h2>
      {total > 0 && (
        <details>
          <summary>
            Delete a branch <span class="count">{total}</span>
          </summary>
          <ul>
            {names.map((branch) => (
              <li>
                <DeleteLink
                  context={context}
                  deletion={deletions.branch}
                  fields={{ pacticipant: name, branch }}
                  label={`Delete branch ${branch} …`}
                />
              </li>
            ))}
          </ul>
          {total > names.length && <p class="note">{`The ${names.length} most recently used branches are listed.`}</p>}
        </details>
      )}
      <p>
        <DeleteLink
          context={context}
          deletion={deletions.pacticipant}
          fields={{ pacticipant: name }}
          label="Delete this pacticipant …"
        />
      </p>
    </section>
  );
}
