import type { BrokerContext } from '../context.ts';
import type { Branch, BranchVersion } from '../store/branches.ts';
import type { Listing } from '../store/page.ts';
import { requestUrl } from '../url/request.ts';
import type { Urls } from '../url/urls.ts';
import { timestamps } from './hal.ts';
import { pageLinks, pageMember } from './paging.ts';

export function presentBranch(branch: Branch, pacticipant: string, urls: Urls) {
  const self = urls.branch(pacticipant, branch.name);
  return {
    name: branch.name,
    ...timestamps(branch),
    _links: {
      self: { title: 'Branch', href: self },
      'pb:latest-version': { title: 'Latest version for branch', href: `${self}/latest-version` },
    },
  };
}

/** The branches of a pacticipant. */
export function presentBranches(c: BrokerContext, pacticipant: string, { items, paged }: Listing<Branch>) {
  const { urls } = c.var;
  return {
    ...pageMember(paged),
    _embedded: { branches: items.map((branch) => presentBranch(branch, pacticipant, urls)) },
    _links: {
      self: { title: `${pacticipant} branches`, href: requestUrl(c) },
      'pb:branches': items.map(({ name }) => ({ name, href: urls.branch(pacticipant, name) })),
      ...pageLinks(c, paged),
    },
  };
}

/** A version on a branch. */
export function presentBranchVersion(
  branchVersion: BranchVersion,
  { pacticipant, branch, version }: { pacticipant: string; branch: string; version: string },
  urls: Urls,
) {
  return {
    ...timestamps(branchVersion),
    _links: {
      self: { title: 'Branch version', href: urls.branchVersion(pacticipant, branch, version) },
      'pb:branch': { title: 'Branch', name: branch, href: urls.branch(pacticipant, branch) },
      'pb:version': { title: 'Version', name: version, href: urls.version(pacticipant, version) },
    },
  };
}
