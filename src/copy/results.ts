import type { Json, JsonObject } from '../broker/pact-json/json.ts';
import { parseJson } from '../broker/pact-json/json-reader.ts';
import { writeJson } from '../broker/pact-json/json-writer.ts';
import type { BrokerClient, Hal } from '../broker-client/client.ts';
import { ALL_ROWS, matrixPath } from '../matrix/path.ts';
import { groupBy } from '../text/group-by.ts';
import { inLanes } from './concurrency.ts';
import type { Content } from './pacts.ts';
import { partAfter, pathOf } from './requests.ts';
import type { Copying, Target } from './target.ts';

/** A result as the matrix lists it. */
interface Row {
  readonly providerVersion: string;
  readonly success: boolean;
  /** Later ones have higher numbers. */
  readonly number: number;
  readonly at: string;
  readonly href: string;
}

/** A result that the target lacks. */
export interface MissingResult extends Row {
  readonly content: Content;
}

/** The results that the target lacks, earliest first. What it has of a content and a provider's version is a beginning of what the source has. */
export async function findMissingResults(copying: Copying, contents: readonly Content[]): Promise<MissingResult[]> {
  const missing: MissingResult[] = [];
  await inLanes(
    contents,
    ({ sha, consumer, provider }) => sha + consumer + provider,
    async (content) => {
      const rows = await readRows(copying.from, content);
      const there = rows.length > 0 ? await rowsAt(copying.to, content) : [];
      copying.ledger.found('results', rows.length);
      if (rows.length >= ALL_ROWS)
        copying.ledger.lost('results', subjectOf(content), `the source tells no more than ${ALL_ROWS}`);
      const had = groupBy(there, ({ providerVersion }) => providerVersion);
      for (const [version, wanted] of groupBy(rows, ({ providerVersion }) => providerVersion))
        missing.push(...restOf(copying, content, wanted, had.get(version) ?? []).map((row) => ({ ...row, content })));
    },
  );
  return missing.sort((a, b) => a.number - b.number);
}

/** Every result of a content, superseded ones too: what the matrix says of one version that has it, with no `latestby`. */
async function readRows(broker: BrokerClient, content: Content): Promise<Row[]> {
  return rowsIn(await broker.get(resultsPath(content)), content, content.sha);
}

async function rowsAt(target: Target, content: Content): Promise<Row[]> {
  const answer = await target.find(resultsPath(content));
  return answer ? rowsIn(answer, content, content.targetSha) : [];
}

function resultsPath({ consumer, number, provider }: Content): string {
  const selectors = [{ pacticipant: consumer, version: number }, { pacticipant: provider }];
  return matrixPath({ selectors, limit: ALL_ROWS });
}

/** One that is its own provider is answered with its other providers too, and with each result more than once. */
function rowsIn({ matrix }: Hal, { consumer, provider: name }: Content, sha: string): Row[] {
  const rows = (matrix as Hal[]).flatMap(({ consumer: { name: by }, provider, verificationResult }) => {
    if (!verificationResult || by !== consumer || provider.name !== name) return [];
    const { href } = verificationResult._links.self;
    const { success, verifiedAt: at } = verificationResult;
    const number = Number(partAfter('verification-results', href));
    return [{ providerVersion: provider.version.number, success, number, at, href }];
  });
  const own = rows.filter(({ href }) => partAfter('pact-version', href) === sha);
  return [...new Map(own.map((row) => [row.number, row])).values()].sort((a, b) => a.number - b.number);
}

/** What of `wanted` comes after the last that is there. */
function restOf({ ledger }: Copying, content: Content, wanted: readonly Row[], there: readonly Row[]): Row[] {
  let next = 0;
  let matched = 0;
  for (const row of wanted) {
    const had = there[matched];
    if (had === undefined) break;
    next += 1;
    if (had.success === row.success) matched += 1;
  }
  ledger.there('results', matched);
  const subject = `${subjectOf(content)}, ${wanted[0]?.providerVersion}`;
  if (matched < there.length) {
    ledger.lost('results', subject, 'the target has other results for it');
    return [];
  }
  if (next > matched) ledger.lost('results', subject, 'the target has later results, but not all that came before');
  return wanted.slice(next);
}

function subjectOf({ consumer, number, provider }: Content): string {
  return `${consumer} ${number} with ${provider}`;
}

/** Posts a result with all that is told about it. */
export async function copyResult(
  { from, to }: Copying,
  { href, content, providerVersion }: MissingResult,
): Promise<void> {
  const { consumer, provider, targetSha } = content;
  const path = pathOf`/pacts/provider/${provider}/consumer/${consumer}/pact-version/${targetSha}/verification-results`;
  const result = parseJson((await from.read(href)).text) as JsonObject;
  await to.write('results', `${subjectOf(content)}, ${providerVersion}`, 'post', path, writeJson(asPosted(result)));
}

function asPosted(result: JsonObject): JsonObject {
  const kept = ['success', 'providerApplicationVersion', 'buildUrl', 'testResults'].flatMap(
    (name): [string, Json][] => {
      const value = result.get(name);
      return value === undefined ? [] : [[name, value]];
    },
  );
  const verifiedBy = result.get('verifiedBy');
  return new Map([...kept, ...(verifiedBy instanceof Map ? ([['verifiedBy', verifierOf(verifiedBy)]] as const) : [])]);
}

/** A broker flattens the test framework's description, and takes it in one piece. */
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
