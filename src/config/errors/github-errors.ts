import { command } from '../../text/command.ts';
import type { ErrorEntries } from './entry.ts';

/** The fan-out: its targets, GitHub's API, and the workflows that it starts. */
export const gitHubErrors = {
  TARGETS_INVALID: {
    exit: 2,
    message: (problems) => `the targets of the fan-out are invalid:\n${problems}`,
    hint: 'Correct the file, then try again; fanout.json shows its format. Nothing was started.',
  },
  GITHUB_TOKEN_MISSING: {
    exit: 2,
    message: (what) => `GitHub's API requires ${what}`,
    hint: 'Set REPO_TOKEN (or the GitHub App of .env.example) in the environment or in .env.',
  },
  CORE_COMMIT_UNKNOWN: {
    exit: 2,
    message: (what) => `core has no tag, branch or commit ${what}`,
    hint: 'Check the spelling, and that it is pushed. Nothing was started.',
  },
  GITHUB_UNREACHABLE: {
    exit: 2,
    message: (what) => `GitHub cannot be reached: ${what}`,
    hint: 'Check the network and GITHUB_API_URL, then try again; set NODE_EXTRA_CA_CERTS for a certificate of your own.',
  },
  GITHUB_TIMEOUT: {
    exit: 2,
    message: (what) => `GitHub did not send a complete response: ${what}`,
    hint: 'Check the network, then try again.',
  },
  GITHUB_UNAUTHORIZED: {
    exit: 2,
    message: (what) => `GitHub does not accept the token: ${what}`,
    hint: `It is mistyped, expired or revoked: create a new one, set REPO_TOKEN (for core itself: GITHUB_TOKEN, if set), and run ${command('token:check')}.`,
  },
  GITHUB_FORBIDDEN: {
    exit: 2,
    message: (what) => `GitHub forbids ${what}`,
    hint: `Give the token the permission for this repository, then run ${command('token:check')}.`,
  },
  GITHUB_REPOSITORY_NOT_FOUND: {
    exit: 2,
    message: (what) => `Repository not found, or not visible to this token: ${what}`,
    hint: 'Check the name; otherwise add the repository to those of the token (or the GitHub App).',
  },
  GITHUB_NOT_FOUND: {
    exit: 2,
    message: (what) => `GitHub did not find it, or it is not visible to this token: ${what}`,
    hint: `Check the name, and the permissions of the token: ${command('token:check')}.`,
  },
  WORKFLOW_NOT_FOUND: {
    exit: 2,
    message: (what) => `the repository exists, but its workflow was not found: ${what}`,
    hint: 'Put the workflow on its default branch; if it is there, the token lacks Actions: read and write.',
  },
  WORKFLOW_DISABLED: {
    exit: 2,
    message: (what) => `the workflow is disabled: ${what}`,
    hint: 'Enable it on the Actions page of its repository.',
  },
  WORKFLOW_NOT_DISPATCHABLE: {
    exit: 2,
    message: (what) => `the workflow has no workflow_dispatch trigger: ${what}`,
    hint: 'Give it `on: workflow_dispatch`, both on the default branch and on the ref where it is to run.',
  },
  WORKFLOW_INPUT_REFUSED: {
    exit: 2,
    message: (what) => `the workflow does not accept these inputs: ${what}`,
    hint: 'Use the same inputs in fanout.json and in the workflow.',
  },
  WORKFLOW_REF_UNKNOWN: {
    exit: 2,
    message: (what) => `the workflow's repository has no such branch or tag: ${what}`,
    hint: 'Correct `ref` in fanout.json, or omit it to use the default branch.',
  },
  GITHUB_REFUSED: {
    exit: 2,
    message: (what) => `GitHub refused ${what}`,
    hint: 'Correct what the message names, then try again.',
  },
  GITHUB_RATE_LIMITED: {
    exit: 2,
    message: (what) => `GitHub rate limit reached: ${what}`,
    hint: 'Wait until then and run it again; a GitHub App has a separate limit.',
  },
  GITHUB_FAILED: {
    exit: 2,
    message: (what) => `GitHub failed: ${what}`,
    hint: 'See githubstatus.com, then try again.',
  },
  GITHUB_RESPONSE_INVALID: {
    exit: 2,
    message: (what) => `the response is not from GitHub's API: ${what}`,
    hint: 'Check that GITHUB_API_URL is the address of the API (GitHub Enterprise Server: https://<host>/api/v3), and that no proxy replaces its responses.',
  },
} as const satisfies ErrorEntries;
