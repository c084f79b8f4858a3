import { cornerQuestions } from './corner-questions.ts';
import type { History } from './history.ts';
import { readStep } from './notation.ts';

/** Corners of the matrix that random histories seldom come to, each told in a few lines; there is one environment, `prod`. */
const told: Record<string, readonly string[]> = {
  'a pact with oneself': [
    ...['a 1 on main: a#1', 'a 1 passes a 1 on main', 'a 1 deployed', 'a 2 on main: a#2', 'a 2 passes a 2'],
    'a 1 fails a 2',
  ],
  'an unverified pact with oneself': ['a 1 on main: a#1', 'a 2 on main: a#1', 'a 1 deployed'],
  'a pact with oneself and another': [
    ...['a 1 on main: a#1 b#1', 'a 1 passes a 1 on main', 'b 1 passes a 1 on main', 'b 1 deployed', 'a 1 deployed'],
    'a 2 on main: a#1 b#2',
  ],
  'each is the other’s consumer': [
    ...['a 1 on main: b#1', 'b 1 on main: a#1', 'b 1 passes a 1', 'a 1 passes b 1', 'a 1 deployed', 'b 2 on main: a#2'],
    ...['a 1 fails b 2', 'b 2 passes a 1'],
  ],
  'a circle verified one way only': [
    'a 1 on main: b#1',
    ...['b 1 on main: a#1', 'b 1 passes a 1', 'a 1 deployed', 'b 1 deployed'],
  ],
  'a circle of three': [
    ...['a 1 on main: b#1', 'b 1 on main: c#1', 'c 1 on main: a#1', 'b 1 passes a 1', 'c 1 passes b 1'],
    ...['a 1 fails c 1', 'a 1 deployed', 'b 1 deployed', 'c 1 deployed'],
  ],
  'a provider without versions': ['a 1 on main: b#1', 'c 1 exists', 'c 1 deleted', 'd 1 on main: c#1'],
  'a provider deployed before it has verified anything': ['b 1 exists', 'b 1 deployed', 'a 1 on main: b#1'],
  'a content that comes again brings its results': [
    ...['a 1 on main: b#1', 'b 1 passes a 1 on main', 'a 2 on feat: b#1', 'b 1 deployed', 'a 2 deployed'],
    ...['b 2 fails a 2 on feat', 'a 3: b#2', 'a 4 tagged dev: b#1'],
  ],
  'the last result counts': [
    ...['a 1 on main: b#1', 'b 1 fails a 1', 'b 1 passes a 1', 'b 2 passes a 1', 'b 2 fails a 1', 'b 1 deployed'],
    'a 1 deployed',
  ],
  'versions deleted and made again': [
    ...['a 1 on main: b#1', 'b 1 passes a 1 on main', 'b 1 deployed', 'b 1 deleted', 'b 1 fails a 1'],
    ...['a 2 on main: b#1', 'a 1 deployed', 'a 1 deleted', 'a 1 on main: b#2'],
  ],
  'the version that failed is deleted': [
    ...['a 1 on main: b#1', 'b 1 passes a 1 on main', 'b 2 fails a 1 on main', 'b 2 deleted', 'b 1 deployed'],
  ],
  'a content outlives its consumer version': [
    ...['a 1 on main: b#1', 'b 1 passes a 1 on main', 'a 1 deleted', 'a 2 on main: b#1', 'b 1 deployed'],
  ],
  'a result of a content that is no longer there': [
    ...['a 1 on main: b#1', 'b 1 passes a 1 on main', 'a 1 without b', 'a 1 on main: b#2', 'b 1 deployed'],
  ],
  'a pact taken away': ['a 1 on main: b#1', 'b 1 passes a 1', 'a 1 without b', 'b 1 deployed', 'a 1 deployed'],
  'an environment deleted and made again': [
    ...['a 1 on main: b#1', 'b 1 passes a 1', 'b 1 deployed', 'a 1 released', 'prod deleted', 'prod made'],
  ],
  'a provider deleted': [
    ...['a 1 on main: b#1 c#1', 'b 1 passes a 1', 'c 1 passes a 1', 'b 1 deployed', 'c 1 deployed', 'a 1 deployed'],
    'b deleted',
  ],
  'a consumer deleted': [
    ...['a 1 on main: b#1', 'c 1 on main: b#1', 'b 1 fails a 1', 'b 1 passes c 1', 'a 1 deployed', 'c 1 deployed'],
    'a deleted',
  ],
  'many instances': [
    ...['a 1 on main: b#1', 'a 2 on main: b#2', 'a 3 on main: b#3', 'a 1 deployed', 'a 2 deployed as blue'],
    ...['a 3 deployed as green', 'b 1 passes a 1', 'b 1 fails a 2', 'b 2 passes a 1', 'b 2 passes a 2'],
    ...['b 2 passes a 3', 'b 1 deployed as blue', 'b 2 deployed as green', 'a undeployed as blue'],
  ],
  'one version in several instances': [
    ...['a 1 on main: b#1', 'b 1 passes a 1', 'a 1 deployed', 'a 1 deployed as blue', 'b 1 deployed as x'],
    'b 1 deployed as y',
  ],
  'released and deployed': [
    ...['a 1 on main: b#1', 'b 1 passes a 1', 'a 1 deployed', 'a 1 released', 'a 1 released', 'a 2 on main: b#2'],
    ...['a 2 released', 'b 1 deployed', 'b 1 released', 'b 2 passes a 2', 'b 2 released'],
  ],
  'no longer supported': [
    ...['a 1 on main: b#1', 'a 2 on main: b#2', 'b 1 passes a 1', 'b 1 fails a 2', 'a 1 released', 'a 2 released'],
    ...['a 2 unsupported', 'b 1 released'],
  ],
  'unsupported, then released again': [
    ...['a 1 on main: b#1', 'b 1 fails a 1', 'a 1 released', 'a 1 unsupported', 'a 1 released'],
  ],
  'three hops': [
    ...['a 1 on main: b#1', 'b 1 on main: c#1', 'c 1 on main: d#1', 'b 1 passes a 1', 'c 1 fails b 1'],
    ...['d 1 passes c 1', 'b 1 deployed', 'c 1 deployed', 'd 1 deployed'],
  ],
  'two ways to one provider': [
    ...['a 1 on main: b#1 c#1', 'b 1 on main: d#1', 'c 1 on main: d#2', 'b 1 passes a 1', 'c 1 passes a 1'],
    ...['d 1 passes b 1', 'd 1 fails c 1', 'b 1 deployed', 'd 1 deployed'],
  ],
  'a consumer that no longer needs a provider': [
    ...['a 1 on main: b#1 c#1', 'b 1 passes a 1', 'c 1 fails a 1', 'a 2 on main: b#1', 'b 1 deployed', 'c 1 deployed'],
    'a 2 deployed',
  ],
  'a deployed version that has verified nothing': [
    ...['a 1 on main: b#1', 'b 1 passes a 1 on main', 'b 2 exists', 'b 2 deployed', 'a 1 deployed'],
  ],
  'a newer version without a pact': [
    ...['a 1 on main: b#1', 'b 1 fails a 1', 'a 2 put on main', 'a 2 deployed', 'b 1 deployed'],
  ],
  'the latest with a tag and all with it': [
    ...['a 1 tagged dev: b#1', 'a 2 tagged dev: b#2', 'a 3 on main: b#3', 'b 1 passes a 1', 'b 1 fails a 2'],
    ...['b 1 tagged dev', 'b 2 passes a 2', 'b 2 tagged dev'],
  ],
  'the head of a branch is deleted': [
    ...['a 1 on main: b#1', 'a 2 on main: b#2', 'b 1 passes a 1 on main', 'b 2 fails a 2', 'a 2 deleted'],
    'b 1 deployed',
  ],
  'another main branch': [
    ...['a 1 on main: b#1', 'a 2 on trunk: b#2', 'b 1 passes a 1 on main', 'b 2 fails a 2 on trunk'],
    ...['a has main branch trunk', 'b has main branch main'],
  ],
  undeployed: ['a 1 on main: b#1', 'b 1 passes a 1', 'b 1 deployed', 'b undeployed', 'a 1 deployed', 'a undeployed'],
  'deployed over': [
    ...['a 1 on main: b#1', 'a 2 on main: b#2', 'b 1 fails a 1', 'b 1 passes a 2', 'a 1 deployed', 'a 2 deployed'],
    'a 1 deployed as blue',
  ],
  'the same content of two consumers': [
    ...['a 1 on main: c#1', 'b 1 on main: c#1', 'c 1 passes a 1', 'c 1 deployed', 'b 1 deployed'],
  ],
};

/** Each corner with what is asked about it. */
export const corners: readonly History[] = Object.entries(told).map(([name, lines]) => {
  const steps = ['prod made', ...lines].map(readStep);
  return { name, chapters: [{ steps, questions: cornerQuestions(steps) }] };
});
