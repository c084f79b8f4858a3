import { compareText } from '../../text/order.ts';
import type { DashboardItem } from '../queries/dashboard.ts';
import type { Urls } from '../url/urls.ts';
import { dateTime } from './hal.ts';
import { textTable } from './text-table.ts';

/** The dashboard, most recently changed first. Missing values are null. */
export function presentDashboard(items: readonly DashboardItem[], urls: Urls) {
  const sorted = [...items].sort((a, b) => compareText(lastChange(b), lastChange(a)));
  return { items: sorted.map((item) => presentItem(item, urls)) };
}

function lastChange({ pact, result }: DashboardItem): string {
  return result && result.createdAt > pact.createdAt ? result.createdAt : pact.createdAt;
}

function presentItem(item: DashboardItem, urls: Urls) {
  const { pact, result } = item;
  const { consumer, provider, consumerVersion } = pact;
  const self = urls.pact(provider, consumer, consumerVersion);
  const status = urls.href`/pacts/provider/${provider}/consumer/${consumer}/webhooks/status`;
  const tagged = (names: readonly string[], pacticipant: string, number: string) =>
    names.map((name) => ({ name, latest: true, _links: { self: { href: urls.tag(pacticipant, number, name) } } }));
  return {
    consumer: {
      name: consumer,
      version: {
        number: consumerVersion,
        branch: item.branches.at(-1) ?? null,
        headBranchNames: item.branches,
        _links: { self: { href: urls.version(consumer, consumerVersion) } },
      },
      _links: { self: { href: urls.pacticipant(consumer) } },
    },
    provider: {
      name: provider,
      version: providerVersion(item),
      _links: { self: { href: urls.pacticipant(provider) } },
    },
    pact: { createdAt: dateTime(pact.createdAt), _links: { self: { href: self } } },
    pactTags: tagged(item.tags, consumer, consumerVersion),
    latestVerificationResult: result
      ? {
          success: result.success === 1,
          verifiedAt: dateTime(result.createdAt),
          _links: { self: { href: `${self}/verification-results/latest` } },
        }
      : null,
    latestVerificationResultTags: result ? tagged(item.providerTags, provider, result.providerVersion) : [],
    verificationStatus: statusOf(item),
    webhookStatus: 'none',
    latestWebhookExecution: null,
    _links: { 'pb:webhook-status': { title: `Status of webhooks for ${consumer}/${provider} pact`, href: status } },
  };
}

function providerVersion({ result, providerBranches }: DashboardItem) {
  if (!result) return null;
  return {
    number: result.providerVersion,
    branch: providerBranches.at(-1) ?? null,
    headBranchNames: providerBranches,
  };
}

function statusOf({ result }: DashboardItem): string {
  if (!result) return 'never';
  if (result.success === 1) return 'success';
  return result.pending === 1 ? 'failed_pending' : 'failed';
}

/** The dashboard as a table for a terminal, by consumer. */
export function dashboardAsText(items: readonly DashboardItem[]): string {
  const header = ['CONSUMER_NAME', 'C_VERSION', 'C_TAGS', 'PROVIDER_NAME', 'P_VERSION', 'P_TAGS', 'SUCCESS'];
  const lines = items.map((item) => [
    item.pact.consumer,
    item.pact.consumerVersion,
    item.tags.join(', '),
    item.pact.provider,
    item.result?.providerVersion ?? '',
    item.providerTags.join(', '),
    statusOf(item),
  ]);
  return `${textTable(header, lines)}\n`;
}
