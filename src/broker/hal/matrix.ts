import { describeReason, reasonSeverity } from '../../matrix/reason.ts';
import type { Row, VersionRef } from '../../matrix/row.ts';
import type { MatrixAnswer } from '../queries/matrix.ts';
import type { VersionDetails } from '../store/version-details.ts';
import { matrixResultUrl } from '../url/result-url.ts';
import type { Urls } from '../url/urls.ts';
import { dateTime } from './hal.ts';
import { textTable } from './text-table.ts';

/** The answer to a matrix query: summary, notices, and at most `limit` rows with the details of their versions. */
export function presentMatrix(answer: MatrixAnswer, limit: number, details: Map<number, VersionDetails>, urls: Urls) {
  const { decision } = answer;
  const texts = decision.reasons.map(describeReason);
  return {
    summary: { deployable: decision.deployable, reason: texts.join('\n'), ...decision.counts },
    notices: decision.reasons.map((reason, i) => ({ type: reasonSeverity(reason), text: texts[i] })),
    matrix: [
      ...answer.considered.slice(0, limit).map((row) => presentRow(row, details, urls)),
      ...answer.ignored.slice(0, limit).map((row) => ({ ...presentRow(row, details, urls), ignored: true })),
    ],
  };
}

function presentRow({ consumer, provider, pact, result }: Row, details: Map<number, VersionDetails>, urls: Urls) {
  const number = consumer.version.number;
  return {
    consumer: presentSide(consumer.name, consumer.version, details, urls),
    provider: presentSide(provider.name, provider.version, details, urls),
    pact: {
      createdAt: dateTime(pact.createdAt),
      _links: { self: { href: urls.pact(provider.name, consumer.name, number) } },
    },
    verificationResult: result && {
      success: result.success,
      verifiedAt: dateTime(result.verifiedAt),
      _links: { self: { href: matrixResultUrl({ consumer, provider, pact }, result.number, urls) } },
    },
  };
}

function presentSide(name: string, version: VersionRef | null, details: Map<number, VersionDetails>, urls: Urls) {
  return {
    name,
    version: version && presentVersion(name, version, details.get(version.id) ?? noDetails, urls),
    _links: { self: { href: urls.pacticipant(name) } },
  };
}

const noDetails: VersionDetails = { branches: [], tags: [], environments: [] };

function presentVersion(
  name: string,
  { number }: VersionRef,
  { branches, tags, environments }: VersionDetails,
  urls: Urls,
) {
  const branchVersions = branches.map((branch) => ({
    name: branch.name,
    latest: branch.latest,
    _links: {
      self: { title: 'Branch version', name: branch.name, href: urls.branchVersion(name, branch.name, number) },
    },
  }));
  return {
    number,
    branch: branches.at(-1)?.name ?? null,
    branches: branchVersions,
    branchVersions,
    environments: environments.map((environment) => ({
      uuid: environment.uuid,
      name: environment.name,
      displayName: environment.displayName ?? undefined,
      production: environment.production === 1,
      createdAt: dateTime(environment.createdAt),
      _links: { self: { title: 'Environment', name: environment.name, href: urls.environment(environment.uuid) } },
    })),
    _links: { self: { href: urls.version(name, number) } },
    tags: tags.map((tag) => ({
      name: tag.name,
      latest: tag.latest,
      _links: { self: { href: urls.tag(name, number, tag.name) } },
    })),
  };
}

/** The matrix as a table for a terminal. */
export function matrixAsText({ considered, ignored, decision }: MatrixAnswer, limit: number): string {
  const header = ['CONSUMER', 'C_VERSION', 'REVISION', 'PROVIDER', 'P_VERSION', 'NUMBER', 'SUCCESS'];
  const lines = [...considered, ...ignored].slice(0, limit).map(rowCells);
  const deployable = decision.deployable === null ? 'nil' : String(decision.deployable);
  const reason = decision.reasons.map(describeReason).join('\n');
  return `${textTable(header, lines)}\n\nDeployable: ${deployable}\nReason: ${reason}\n`;
}

function rowCells({ consumer, provider, pact, result }: Row): string[] {
  const outcome = result ? [String(result.number), String(result.success)] : ['', ''];
  return [
    consumer.name,
    consumer.version.number,
    String(pact.revision),
    provider.name,
    provider.version?.number ?? '',
    ...outcome,
  ];
}
