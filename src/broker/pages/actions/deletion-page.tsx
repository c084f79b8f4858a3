import { countLabels, type DeletionPlan } from '../../queries/deletions.ts';
import { countedTables, type PlacedVersion } from '../../store/deletion-counts.ts';
import { Urls } from '../../url/urls.ts';
import type { PageContent, PageContext } from '../page.ts';
import type { Deletion } from './deletions.ts';

const MAX_PLACED = 20;

/** What a deletion removes, what remains, and the form that carries it out. */
export function deletionPage(
  { urls }: PageContext,
  deletion: Deletion,
  fields: Readonly<Record<string, string>>,
  plan: DeletionPlan,
  hasChanged = false,
): PageContent {
  const subject = deletion.subject(urls, fields);
  const body = (
    <>
      <h1>{`Delete ${plan.name}?`}</h1>
      {hasChanged && (
        <p role="alert" class="problem">
          The data has changed since you opened this page. Nothing was deleted. The list below is up to date.
        </p>
      )}
      <h2>What is deleted</h2>
      <Counts plan={plan} />
      <Warnings plan={plan} />
      <h2>What remains</h2>
      <ul>
        {plan.remains.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      <p>A deletion cannot be undone. It is written to the log of the broker.</p>
      <form method="post" action={urls.base + deletion.path} class="actions">
        {Object.entries({ ...fields, plan: plan.digest }).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit" class="danger">
          {`Delete ${plan.name}`}
        </button>
        <a href={subject}>Cancel</a>
      </form>
    </>
  );
  const breadcrumbs = [{ name: plan.name, href: subject }];
  const hal = deletion.subject(new Urls(''), fields);
  return { title: `Delete ${plan.name}`, body, breadcrumbs, crumb: 'Delete', hal };
}

function Counts({ plan: { counts } }: { plan: DeletionPlan }) {
  return (
    <dl class="facts">
      {countedTables
        .filter((table) => counts[table] > 0)
        .map((table) => (
          <div>
            <dt>{countLabels[table]}</dt>
            <dd>{counts[table]}</dd>
          </div>
        ))}
    </dl>
  );
}

function Warnings({ plan: { placed, warnings = [] } }: { plan: DeletionPlan }) {
  const sentences = [...warnings, ...placed.slice(0, MAX_PLACED).map(describePlaced)];
  if (placed.length > MAX_PLACED) sentences.push(`${placed.length - MAX_PLACED} more versions are in an environment.`);
  if (sentences.length === 0) return null;
  return (
    <ul class="problem">
      {sentences.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  );
}

function describePlaced({ pacticipant, version, environment }: PlacedVersion): string {
  return `${pacticipant} ${version} is in ${environment}: can-i-deploy will no longer consider it there.`;
}
