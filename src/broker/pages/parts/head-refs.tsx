import type { VersionDetails } from '../../store/version-details.ts';
import { Name } from './name.tsx';

/** The branches that have the version as their head, and the environments that it is in. */
export function HeadRefs({ details }: { details: VersionDetails | undefined }) {
  const branches = details?.branches.filter(({ latest }) => latest).map(({ name }) => name) ?? [];
  const environments = details?.environments.map(({ name }) => name) ?? [];
  return (
    <>
      {branches.map((name) => (
        <span class="ref branch">
          <Name text={name} />
        </span>
      ))}
      {environments.map((name) => (
        <span class="ref environment">
          <Name text={name} />
        </span>
      ))}
    </>
  );
}
