import { approximateAge } from '../../text/duration.ts';
import { isComparable, notCompared, pactDifference } from '../pact-json/difference.ts';
import { parseStoredPact } from '../pact-json/parsed-pact.ts';
import type { PactWithContent } from '../store/pacts.ts';
import type { Urls } from '../url/urls.ts';
import { pactName } from './pact-links.ts';

/** Two pacts, and when the successor of the earlier one was published. */
export interface Comparison {
  readonly pact: PactWithContent;
  readonly earlier: PactWithContent;
  readonly changedAt: string;
}

/** The changes between two pacts, as text. */
export async function presentDifference(
  { pact, earlier, changedAt }: Comparison,
  urls: Urls,
  now: Date,
): Promise<string> {
  const { consumer, provider } = pact;
  const versions = `${earlier.consumerVersion} and ${pact.consumerVersion}`;
  return [
    `# Diff between versions ${versions} of the pact between ${consumer} and ${provider}`,
    `The following changes were made ${approximateAge(changedAt, now)} ago (${formatTime(changedAt)})`,
    await differenceOf(earlier.content, pact.content),
    `## Links\n\n${versionLine('pact-version', pact, urls)}${versionLine('comparison-pact-version', earlier, urls)}`,
  ].join('\n\n');
}

async function differenceOf(earlier: string, later: string): Promise<string> {
  if (!isComparable(earlier) || !isComparable(later)) return notCompared;
  return pactDifference(await parseStoredPact(earlier), await parseStoredPact(later));
}

function versionLine(relation: string, pact: PactWithContent, urls: Urls): string {
  const href = urls.pact(pact.provider, pact.consumer, pact.consumerVersion);
  return `${relation}:\n  title: Pact\n  name: ${yamlText(pactName(pact))}\n  href: ${href}\n`;
}

/** A YAML string, quoted if necessary. */
function yamlText(text: string): string {
  return /[:#]\s|\s#|[:\n]$|["'\\\n\t]/.test(text) ? JSON.stringify(text) : text;
}

/** `Sat 21 Nov 2026, 11:36pm +00:00` */
function formatTime(time: string): string {
  const date = new Date(time);
  const [weekday = '', dayOfMonth, monthName, yearNumber] = date.toUTCString().replace(',', '').split(' ');
  const hours = date.getUTCHours();
  const clock = `${hours % 12 || 12}:${String(date.getUTCMinutes()).padStart(2, '0')}${hours < 12 ? 'am' : 'pm'}`;
  return `${weekday} ${dayOfMonth} ${monthName} ${yearNumber}, ${clock} +00:00`;
}
