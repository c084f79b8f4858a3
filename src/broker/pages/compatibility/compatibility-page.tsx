import {
  type ComparedPact,
  type Compatibility,
  findCompatibility,
  MAX_PACTS,
  MAX_VERSIONS,
} from '../../queries/compatibility.ts';
import { findPacticipant } from '../../store/pacticipants.ts';
import { pathParam } from '../../url/request.ts';
import type { PageContent, PageContext } from '../page.ts';
import { BrokerCommand } from '../parts/command.tsx';
import { BreakTable, type DescribedBreak, describeBreaks, MAX_BREAKS } from './break-table.tsx';
import { CompatibilityTable } from './compatibility-table.tsx';

/** Which versions of a provider fit which of its consumers: the recorded results for the pacts in force. */
export async function compatibilityPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, urls } = context;
  const found = await findPacticipant(db, pathParam(c, 'pacticipant'));
  if (!found) return undefined;
  const { name } = found;
  const which = c.req.query('branches') === 'all' ? 'all' : 'main';
  const compatibility = await findCompatibility(db, found.id, which);
  const breaks = await describeBreaks(context, name, compatibility);
  const body = (
    <>
      <h1>{`Compatibility of ${name}`}</h1>
      <p>
        The versions of this provider, newest first, and its consumers' pacts: those of main branches and of all
        deployed and released consumer versions.
      </p>
      {compatibility.pacts.length === 0 ? (
        <p>No consumer has a pact in force with it.</p>
      ) : (
        <Grid context={context} provider={name} compatibility={compatibility} breaks={breaks} which={which} />
      )}
      <BrokerCommand context={context} name="pact:history" options={{ provider: name }} />
    </>
  );
  const breadcrumbs = [
    { name: 'Pacticipants', href: `${urls.base}/pacticipants` },
    { name, href: urls.pacticipant(name) },
  ];
  const hal = urls.href`/pacts/provider/${name}/latest`.slice(urls.base.length);
  return { title: `Compatibility of ${name}`, body, breadcrumbs, crumb: 'Compatibility', hal };
}

interface GridProps {
  readonly context: PageContext;
  readonly provider: string;
  readonly compatibility: Compatibility;
  readonly breaks: readonly DescribedBreak[];
  readonly which: 'all' | 'main';
}

function Grid({ context, provider, compatibility, breaks, which }: GridProps) {
  const notes = notesOf(compatibility);
  return (
    <>
      {compatibility.versions.length === 0 ? (
        <p>No version of it has a result yet.</p>
      ) : (
        <CompatibilityTable context={context} provider={provider} compatibility={compatibility} />
      )}
      <p class="note">
        ✔ fits; “off” fits, but a feature of the consumer is off; ✘ does not fit; · not verified.{' '}
        {notes.map((note) => `${note} `)}
        {which === 'main' ? (
          <>
            Versions of other branches are left out. <a href="?branches=all">Show them</a>
          </>
        ) : (
          <a href="?">Leave out versions of other branches</a>
        )}
      </p>
      <section aria-labelledby="breaks">
        <h2 id="breaks">
          Breaks <span class="count">{compatibility.breaks.length}</span>
        </h2>
        {breaks.length === 0 ? (
          <p>No result of these versions is a failure.</p>
        ) : (
          <BreakTable context={context} provider={provider} breaks={breaks} />
        )}
        {compatibility.breaks.length > MAX_BREAKS && <p>{`The newest ${MAX_BREAKS} are shown.`}</p>}
      </section>
    </>
  );
}

function notesOf({ pacts, versions, otherPacts, hasOlderVersions, cellOf }: Compatibility): string[] {
  const isUnrecorded = (pact: ComparedPact) =>
    versions.map((version) => cellOf(pact, version)).some((cell) => cell?.success && !cell.features);
  const unrecorded = pacts.filter((pact) => pact.hasOptionalUses && isUnrecorded(pact));
  const optional = [...new Set(unrecorded.map(({ consumer }) => consumer))];
  return [
    ...(optional.length > 0
      ? [`Even where a version fits, a feature of ${optional.join(', ')} may be off: some results do not record this.`]
      : []),
    ...(otherPacts > 0 ? [`${MAX_PACTS} pacts are shown, and ${otherPacts} are not.`] : []),
    ...(hasOlderVersions
      ? [`The newest ${MAX_VERSIONS} versions are shown, and all that are deployed or released.`]
      : []),
  ];
}
