import type { VersionDetails } from '../../store/version-details.ts';
import type { Urls } from '../../url/urls.ts';
import { Name } from './name.tsx';

/** The branches, tags and environments of a version. */
export function VersionRefs({ details, urls }: { details: VersionDetails | undefined; urls: Urls }) {
  if (!details) return null;
  const { branches, tags, environments } = details;
  if (branches.length + tags.length + environments.length === 0) return <span class="none">–</span>;
  return (
    <ul class="inline">
      {branches.map(({ name, latest }) => (
        <li class="ref branch">
          <Name text={name} />
          {latest && <span class="note"> latest</span>}
        </li>
      ))}
      {tags.map(({ name }) => (
        <li class="ref tag">
          <span class="visually-hidden">tag </span>
          <Name text={name} />
        </li>
      ))}
      {environments.map(({ uuid, name }) => (
        <li class="ref environment">
          <span class="visually-hidden">in </span>
          <a href={urls.environment(uuid)}>
            <Name text={name} />
          </a>
        </li>
      ))}
    </ul>
  );
}
