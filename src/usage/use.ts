/**
 * What one Python distribution (the consumer) uses of another (the provider), as reader.py and judge.py write it: one use for each
 * name of the provider. Every list is sorted and has no duplicates, so that the same code gives the same bytes.
 */
import { z } from 'zod';
import { Call, Derived, EnumMember, Location, locations, Member } from './use-parts.ts';

/** All that the consumer does with one name of the provider. */
export const Use = z.strictObject({
  /** As the consumer imports it. */
  module: z.string(),
  /** The name in the module; null is the module itself. */
  name: z.string().nullable(),
  /** False for a class that the consumer never imports: it receives instances, and `module` is where the class is defined. */
  imported: z.boolean(),
  /** Names of the provider through which the consumer receives its instances: `module.make()`, `module.Envelope.payload`. */
  reachedBy: z.array(z.string()),
  /** Whether the consumer fails without the module, and without the name. False: only a feature is missing. */
  moduleRequired: z.boolean(),
  required: z.boolean(),
  locations,
  calls: z.array(Call),
  members: z.array(Member),
  enumMembers: z.array(EnumMember),
  bases: z.array(Derived),
  /** `except name`. */
  caught: z.boolean(),
  /** `isinstance(x, name)` and class patterns. */
  isinstance: z.boolean(),
  /** Where it is caught and where it is in `isinstance`. */
  roles: z
    .array(z.strictObject({ role: z.enum(['caught', 'isinstance']), required: z.boolean(), locations }))
    .optional(),
  /**
   * `star`: imported by `from module import *`; `submodule`: a module that the consumer uses as an attribute and never imports;
   * `attribute`: only by `module.name`, so that a class may replace the module.
   */
  access: z.array(z.enum(['star', 'submodule', 'attribute'])).optional(),
  /** With the access `submodule`: the other modules that the consumer imports of the package. Importing one may import the submodule too. */
  alongside: z.array(z.string()).optional(),
  /** Imported only where importing these failed: one of them must exist. */
  insteadOf: z.array(z.strictObject({ module: z.string(), name: z.string().nullable() })).optional(),
  /** The consumer catches the error of a failed import of it. */
  guarded: z.boolean().optional(),
  /** Imported where importing this one fails: if they exist, nothing is missing. */
  fallbacks: z.array(z.strictObject({ module: z.string(), name: z.string().nullable() })).optional(),
  /** Facts of the baseline release, from which types were read. Other releases are compared with it. */
  baseline: z
    .strictObject({
      kind: z.enum(['module', 'class', 'enum', 'exception', 'function', 'object', 'missing']),
      /** Of a class: where it is defined, `module.Class`. */
      home: z.string().optional(),
      /** Of an exception: its bases, by name. */
      exceptionBases: z.array(z.string()).optional(),
      /** It was found through one of the names in `reachedBy`, not where jedi saw it defined. */
      reached: z.boolean().optional(),
      /** Checks that this release fails too. They prove nothing about another release. */
      notFitting: z.array(z.string()),
    })
    .optional(),
});
export type Use = z.infer<typeof Use>;

/** What could not be known by reading. */
export const Unresolved = z.strictObject({
  text: z.string(),
  location: Location,
  reason: z.enum([
    'dynamic-name',
    'unknown-type',
    'star-import',
    'syntax',
    'encoding',
    'file-too-large',
    'too-many-files',
    'out-of-time',
    'reader-error',
  ]),
});
export type Unresolved = z.infer<typeof Unresolved>;

export const Usage = z.strictObject({
  /** Incremented when the meaning of an existing member changes. */
  format: z.literal(1),
  consumer: z.strictObject({ name: z.string(), version: z.string(), packages: z.array(z.string()) }),
  /** `version`: the release that the types were read from. */
  provider: z.strictObject({ name: z.string(), version: z.string(), packages: z.array(z.string()) }),
  /** Files that use the provider. */
  files: z.int().min(0),
  uses: z.array(Use),
  unresolved: z.array(Unresolved),
});
export type Usage = z.infer<typeof Usage>;

/** Why a use does not fit a release. */
const failureKinds = [
  'module-missing',
  'name-missing',
  /** A module that is not the provider's is missing: an extra that was not installed. */
  'dependency-missing',
  'import-failed',
  'not-callable',
  'not-a-class',
  'not-an-exception',
  'arguments',
  'argument-dropped',
  'argument-moved',
  'not-instantiable',
  'member-missing',
  'became-async',
  'became-sync',
  'enum-member-missing',
  'enum-value-changed',
  'exception-base-lost',
  'method-missing',
  'method-changed',
  'abstract-method-added',
  /** An attribute that was a value is a method now, or the other way round. */
  'member-changed',
] as const;

export const Failure = z.strictObject({
  kind: z.enum(failureKinds),
  /** One sentence on the provider: `Client has no parameter proxies`. */
  text: z.string(),
  required: z.boolean(),
  locations,
});
export type Failure = z.infer<typeof Failure>;

export const UseResult = z.strictObject({
  module: z.string(),
  name: z.string().nullable(),
  /** `fails` with at least one failure; `unknown` when a part could not be judged and none fails. */
  verdict: z.enum(['fits', 'fails', 'unknown']),
  /** Where the failing class is defined, if the baseline release had another class or defined it elsewhere. */
  home: z.string().optional(),
  failures: z.array(Failure),
  unknown: z.array(z.strictObject({ text: z.string(), locations })),
});
export type UseResult = z.infer<typeof UseResult>;
