import { shortenShas } from '../../../text/short-sha.ts';
import { findVerdicts } from '../../queries/verdicts.ts';
import { listEnvironments } from '../../store/environments.ts';
import { findChangedPactVersions } from '../../store/pact-results.ts';
import { listPactsOfVersion } from '../../store/pacts.ts';
import { listDeploymentsOf, listReleasesOf } from '../../store/placements.ts';
import { listLatestVerifications, listResultsBy } from '../../store/verifications.ts';
import { findVersionDetails } from '../../store/version-details.ts';
import { findVersionOf, type Version } from '../../store/versions.ts';
import { pathParam } from '../../url/request.ts';
import { deletions } from '../actions/deletions.ts';
import type { Element, PageContent, PageContext } from '../page.ts';
import { DeleteLink } from '../parts/action-form.tsx';
import { ExternalLink } from '../parts/links.tsx';
import { clampOf, Name, NameText } from '../parts/name.tsx';
import { Timestamp } from '../parts/values.tsx';
import { VersionRefs } from '../parts/version-refs.tsx';
import { VersionPlacements } from './placements.tsx';
import { PublishedPacts } from './published-pacts.tsx';
import { PublishedResults } from './published-results.tsx';
import { Verdict } from './verdict.tsx';

/** One version: whether it can be deployed, its pacts and results, and its deployments and releases. */
export async function versionPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, urls } = context;
  const name = pathParam(c, 'pacticipant');
  const found = await findVersionOf(db, name, pathParam(c, 'version'));
  if (!found) return undefined;
  const environments = await listEnvironments(db);
  const verdicts = await findVerdicts(db, { pacticipant: name, version: found.number }, environments, c.var.urls);
  const pacts = await listPactsOfVersion(db, found.id);
  const pactVersionIds = [...new Set(pacts.map(({ pactVersionId }) => pactVersionId))];
  const latest = await listLatestVerifications(db, pactVersionIds);
  const changed = await findChangedPactVersions(db, pactVersionIds);
  const body = (
    <>
      <h1>
        <Name text={name} />{' '}
        <span {...clampOf(shortenShas(found.number), 'number')} title={found.number}>
          <NameText text={shortenShas(found.number)} />
        </span>
      </h1>
      <Facts
        context={context}
        version={found}
        refs={<VersionRefs details={(await findVersionDetails(db, [found.id])).get(found.id)} urls={urls} />}
      />
      <section aria-labelledby="can-i-deploy">
        <h2 id="can-i-deploy">Can it be deployed?</h2>
        {verdicts.map((verdict) => (
          <Verdict context={context} subject={{ pacticipant: name, version: found.number }} verdict={verdict} />
        ))}
      </section>
      <PublishedPacts context={context} pacts={pacts} results={latest} changed={changed} />
      <PublishedResults context={context} results={await listResultsBy(db, found.id)} />
      <VersionPlacements
        context={context}
        environments={environments}
        deployments={await listDeploymentsOf(db, [found.id])}
        releases={await listReleasesOf(db, [found.id])}
      />
      <p>
        <DeleteLink
          context={context}
          deletion={deletions.version}
          fields={{ pacticipant: name, version: found.number }}
          label="Delete this version …"
        />
      </p>
    </>
  );
  const breadcrumbs = [
    { name: 'Pacticipants', href: `${urls.base}/pacticipants` },
    { name, href: urls.pacticipant(name) },
  ];
  return { title: `${name} ${found.number}`, body, breadcrumbs, crumb: found.number };
}

function Facts({ context: { now }, version, refs }: { context: PageContext; version: Version; refs: Element }) {
  return (
    <dl class="facts">
      <div>
        <dt>Branches, tags, environments</dt>
        <dd>{refs}</dd>
      </div>
      <div>
        <dt>Created</dt>
        <dd>
          <Timestamp time={version.createdAt} now={now} />
        </dd>
      </div>
      {version.buildUrl && (
        <div>
          <dt>Build</dt>
          <dd>
            <ExternalLink href={version.buildUrl} />
          </dd>
        </div>
      )}
    </dl>
  );
}
