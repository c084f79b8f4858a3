import type { Json, JsonObject } from '../broker/pact-json/json.ts';
import { parseJson } from '../broker/pact-json/json-reader.ts';
import { writeJson } from '../broker/pact-json/json-writer.ts';
import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ALL_ROWS, matrixPath } from '../matrix/path.ts';
import { groupBy } from '../text/group-by.ts';
import { forEachInGroups } from './concurrency.ts';
import type { PactVersion } from './pacts.ts';
import { encodePath, pathPartAfter } from './requests.ts';
import type { CopyContext, Target } from './target.ts';

/** A verification result as a row of the matrix. */
interface Row {
  readonly providerVersion: string;
  readonly success: boolean;
  /** Increases with time. */
  readonly number: number;
  readonly at: string;
  readonly href: string;
}

/** A result that the target does not have. */
export interface MissingResult extends Row {
  readonly pactVersion: PactVersion;
}

/**
 * The results that the target does not have, oldest first. The target's results of a pact version and provider version are expected to be
 * the first ones of the source.
 */
export async function findMissingResults(
  context: CopyContext,
  pactVersions: readonly PactVersion[],
): Promise<MissingResult[]> {
  const missing: MissingResult[] = [];
  await forEachInGroups(
    pactVersions,
    ({ sha, consumer, provider }) => sha + consumer + provider,
    async (pactVersion) => {
      const rows = await readRows(context.from, pactVersion);
      const targetRows = rows.length > 0 ? await rowsAt(context.to, pactVersion) : [];
      context.report.countFound('results', rows.length);
      if (rows.length >= ALL_ROWS)
        context.report.addMissing('results', subjectOf(pactVersion), `the source returns at most ${ALL_ROWS} results`);
      const present = groupBy(targetRows, ({ providerVersion }) => providerVersion);
      for (const [version, wanted] of groupBy(rows, ({ providerVersion }) => providerVersion))
        missing.push(
          ...missingRows(context, pactVersion, wanted, present.get(version) ?? []).map((row) => ({
            ...row,
            pactVersion,
          })),
        );
    },
  );
  return missing.sort((a, b) => a.number - b.number);
}

/** Every result of a pact version, superseded ones included: the matrix of one version that published it, without `latestby`. */
async function readRows(broker: BrokerClient, pactVersion: PactVersion): Promise<Row[]> {
  return rowsIn(await broker.get(resultsPath(pactVersion)), pactVersion, pactVersion.sha);
}

async function rowsAt(target: Target, pactVersion: PactVersion): Promise<Row[]> {
  const answer = await target.find(resultsPath(pactVersion));
  return answer ? rowsIn(answer, pactVersion, pactVersion.targetSha) : [];
}

function resultsPath({ consumer, number, provider }: PactVersion): string {
  const selectors = [{ pacticipant: consumer, version: number }, { pacticipant: provider }];
  return matrixPath({ selectors, limit: ALL_ROWS });
}

/** For a consumer that is its own provider the matrix contains other providers too, and each result more than once. */
function rowsIn({ matrix }: Hal, { consumer, provider: name }: PactVersion, sha: string): Row[] {
  const rows = (matrix as Hal[]).flatMap(({ consumer: { name: consumerName }, provider, verificationResult }) => {
    if (!verificationResult || consumerName !== consumer || provider.name !== name) return [];
    const { href } = verificationResult._links.self;
    const { success, verifiedAt: at } = verificationResult;
    const number = Number(pathPartAfter('verification-results', href));
    return [{ providerVersion: provider.version.number, success, number, at, href }];
  });
  const rowsOfPactVersion = rows.filter(({ href }) => pathPartAfter('pact-version', href) === sha);
  return [...new Map(rowsOfPactVersion.map((row) => [row.number, row])).values()].sort((a, b) => a.number - b.number);
}

/** The rows of `wanted` after the last one that is at the target. */
function missingRows(
  { report }: CopyContext,
  pactVersion: PactVersion,
  wanted: readonly Row[],
  present: readonly Row[],
): Row[] {
  let next = 0;
  let matched = 0;
  for (const row of wanted) {
    const existing = present[matched];
    if (existing === undefined) break;
    next += 1;
    if (existing.success === row.success) matched += 1;
  }
  report.countAlreadyPresent('results', matched);
  const subject = `${subjectOf(pactVersion)}, ${wanted[0]?.providerVersion}`;
  if (matched < present.length) {
    report.addMissing('results', subject, 'the target has other results for it');
    return [];
  }
  if (next > matched) report.addMissing('results', subject, 'the target has later results but not all earlier ones');
  return wanted.slice(next);
}

function subjectOf({ consumer, number, provider }: PactVersion): string {
  return `${consumer} ${number} with ${provider}`;
}

/** Posts a result with all its attributes. */
export async function copyResult(
  { from, to }: CopyContext,
  { href, pactVersion, providerVersion }: MissingResult,
): Promise<void> {
  const { consumer, provider, targetSha } = pactVersion;
  const path = encodePath`/pacts/provider/${provider}/consumer/${consumer}/pact-version/${targetSha}/verification-results`;
  const result = parseJson((await from.getWithText(href)).text) as JsonObject;
  await to.write(
    'results',
    `${subjectOf(pactVersion)}, ${providerVersion}`,
    'post',
    path,
    writeJson(resultBody(result)),
  );
}

function resultBody(result: JsonObject): JsonObject {
  const copied = ['success', 'providerApplicationVersion', 'buildUrl', 'testResults'].flatMap(
    (name): [string, Json][] => {
      const value = result.get(name);
      return value === undefined ? [] : [[name, value]];
    },
  );
  const verifiedBy = result.get('verifiedBy');
  return new Map([
    ...copied,
    ...(verifiedBy instanceof Map ? ([['verifiedBy', verifierOf(verifiedBy)]] as const) : []),
  ]);
}

/** A broker returns the description of the client as flat attributes, and accepts it as one object. */
function verifierOf(flat: JsonObject): JsonObject {
  const names = { client_implementation: 'name', client_test_framework: 'testFramework', client_version: 'version' };
  const client: JsonObject = new Map(
    Object.entries(names).flatMap(([from, to]): [string, Json][] => {
      const value = flat.get(from);
      return value === undefined || value === null ? [] : [[to, value]];
    }),
  );
  const rest = [...flat].filter(([name]) => !(name in names));
  return new Map([...rest, ...(client.size > 0 ? ([['clientLanguage', client]] as const) : [])]);
}
