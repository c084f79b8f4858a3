import type { VersionDetails } from '../../store/version-details.ts';
import type { Urls } from '../../url/urls.ts';

/** Branches, tags and environments of a version, in short. */
export function VersionRefs({ details, to }: { details: VersionDetails | undefined; to: Urls }) {
  if (!details) return null;
  const { branches, tags, environments } = details;
  if (branches.length + tags.length + environments.length === 0) return <span class="none">–</span>;
  return (
    <ul class="marks">
      {branches.map(({ name, latest }) => (
        <li class="mark branch">
          {name}
          {latest && <span class="note"> newest</span>}
        </li>
      ))}
      {tags.map(({ name }) => (
        <li class="mark tag">
          <span class="visually-hidden">tag </span>
          {name}
        </li>
      ))}
      {environments.map(({ uuid, name }) => (
        <li class="mark environment">
          <span class="visually-hidden">in </span>
          <a href={to.environment(uuid)}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
