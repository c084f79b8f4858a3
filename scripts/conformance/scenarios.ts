import type { Scenario } from './scenario.ts';
import { a01 } from './scenarios/a01-ruby-pacticipants.ts';
import { a02 } from './scenarios/a02-ruby-matrix.ts';
import { a03 } from './scenarios/a03-ruby-webhooks.ts';
import { r01 } from './scenarios/r01-pacts-of-a-provider.ts';
import { r02 } from './scenarios/r02-pacts-of-a-pair.ts';
import { r03 } from './scenarios/r03-differences.ts';
import { r04 } from './scenarios/r04-results.ts';
import { r05 } from './scenarios/r05-badges.ts';
import { r06 } from './scenarios/r06-unusual-names.ts';
import { r07 } from './scenarios/r07-branches-of-a-version.ts';
import { r08 } from './scenarios/r08-environments-in-matrix.ts';
import { s01 } from './scenarios/s01-index.ts';
import { s02 } from './scenarios/s02-first-publish.ts';
import { s03 } from './scenarios/s03-republish.ts';
import { s04 } from './scenarios/s04-conflict.ts';
import { s05 } from './scenarios/s05-verify-flow.ts';
import { s06 } from './scenarios/s06-unknown-provider.ts';
import { s07 } from './scenarios/s07-consumer-first.ts';
import { s08 } from './scenarios/s08-provider-first.ts';
import { s09 } from './scenarios/s09-preverified.ts';
import { s10 } from './scenarios/s10-failed-and-missing.ts';
import { s11 } from './scenarios/s11-unknown.ts';
import { s12 } from './scenarios/s12-two-releases.ts';
import { s13 } from './scenarios/s13-record-deployment.ts';
import { s14 } from './scenarios/s14-undeploy.ts';
import { s15 } from './scenarios/s15-releases.ts';
import { s16 } from './scenarios/s16-environments.ts';
import { s17 } from './scenarios/s17-selectors.ts';
import { s18 } from './scenarios/s18-head-without-pact.ts';
import { s19 } from './scenarios/s19-pending.ts';
import { s20 } from './scenarios/s20-wip.ts';
import { s21 } from './scenarios/s21-selector-errors.ts';
import { s22 } from './scenarios/s22-fallback.ts';
import { s23 } from './scenarios/s23-tags.ts';
import { s24 } from './scenarios/s24-branches.ts';
import { s25 } from './scenarios/s25-pacticipants.ts';
import { s26 } from './scenarios/s26-versions.ts';
import { s27 } from './scenarios/s27-put-pact.ts';
import { s28 } from './scenarios/s28-latest-pact.ts';
import { s29 } from './scenarios/s29-webhook-crud.ts';
import { s30 } from './scenarios/s30-webhook-run.ts';
import { s31 } from './scenarios/s31-webhook-failure.ts';
import { s32 } from './scenarios/s32-webhook-test.ts';
import { s33 } from './scenarios/s33-matrix-rows.ts';
import { s34 } from './scenarios/s34-ignore.ts';
import { s35 } from './scenarios/s35-can-i-merge.ts';
import { s36 } from './scenarios/s36-can-i-deploy.ts';
import { s37 } from './scenarios/s37-errors.ts';
import { s38 } from './scenarios/s38-auth.ts';
import { s39 } from './scenarios/s39-deletes.ts';
import { s40 } from './scenarios/s40-provider-states.ts';
import { s41 } from './scenarios/s41-similar-names.ts';
import { s42 } from './scenarios/s42-sha.ts';
import { s43 } from './scenarios/s43-overviews.ts';
import { s44 } from './scenarios/s44-parallel.ts';

/** All scenarios. They can run in any order against one broker. */
export const scenarios: readonly Scenario[] = [
  a01,
  a02,
  a03,
  r01,
  r02,
  r03,
  r04,
  r05,
  r06,
  r07,
  r08,
  s01,
  s02,
  s03,
  s04,
  s05,
  s06,
  s07,
  s08,
  s09,
  s10,
  s11,
  s12,
  s13,
  s14,
  s15,
  s16,
  s17,
  s18,
  s19,
  s20,
  s21,
  s22,
  s23,
  s24,
  s25,
  s26,
  s27,
  s28,
  s29,
  s30,
  s31,
  s32,
  s33,
  s34,
  s35,
  s36,
  s37,
  s38,
  s39,
  s40,
  s41,
  s42,
  s43,
  s44,
];
