/**
 * What one Python distribution (the consumer) uses of another (the provider), as reader.py and judge.py write it: one use for each
 * name of the provider. Every list is sorted and has no duplicates, so that the same code gives the same bytes.
 */
import { z } from 'zod';

/** `package/file.py:50`, relative to the folder that the consumer is installed in. */
const Location = z.string();
const locations = z.array(Location);

/** What is done at once with the value of a call or of a member: `await x`, `for … in x`, `with x`. */
const Consumption = z.enum(['value', 'await', 'for', 'async-for', 'with', 'async-with']);

/** Calls of one shape. */
export const Call = z.strictObject({
  positional: z.int().min(0),
  keywords: z.array(z.string()),
  /** `*args` and `**kwargs` at the call: it may pass more than is counted. */
  star: z.boolean(),
  doubleStar: z.boolean(),
  /** `super`: `super().name(…)`; `subclass`: an instance of a class of the consumer that inherits the constructor. */
  kind: z.enum(['call', 'super', 'subclass']),
  consumed: Consumption,
  /** False when the consumer catches the exception that a call with wrong arguments raises. */
  required: z.boolean(),
  locations,
  /** How it fits the release that the types were read from: parameters by name, and where each positional argument lands. */
  baseline: z
    .strictObject({
      lands: z.array(z.string()),
      parameters: z.array(z.string()),
      async: z.boolean().nullable(),
      returnsAwaitable: z.boolean().optional(),
      /** Exceptions that the function raises itself, with those of their bases that the consumer catches there. */
      raises: z.record(z.string(), z.array(z.string())).optional(),
    })
    .optional(),
  /** Exceptions, by name, that the consumer catches around the call. */
  caught: z.array(z.string()),
});
export type Call = z.infer<typeof Call>;

/** An attribute of the used name: of its instances, of a class, of a module. */
export const Member = z.strictObject({
  name: z.string(),
  /** `object`: of the used name itself, which is neither a class nor a module. */
  on: z.enum(['instance', 'class', 'module', 'object']),
  kind: z.enum(['read', 'write', 'call']),
  calls: z.array(Call),
  consumed: z.array(Consumption),
  /** False when the consumer does without it: `except AttributeError`. */
  required: z.boolean(),
  locations,
});
export type Member = z.infer<typeof Member>;

/** A member of an enum by its name (`Level.HIGH`) or by its value (`Level("high")`). */
export const EnumMember = z.strictObject({
  name: z.string().nullable(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  required: z.boolean(),
  locations,
  /** The value of a named member in the release that was read. */
  baseline: z.strictObject({ value: z.union([z.string(), z.number()]).nullable() }).optional(),
});
export type EnumMember = z.infer<typeof EnumMember>;

/** A class of the consumer that derives from the used name. */
export const Derived = z.strictObject({
  class: z.string(),
  /** What the class defines besides methods; it implements abstract properties. */
  attributes: z.array(z.string()),
  /** It may be instantiated: it has no abstract methods of its own. */
  concrete: z.boolean(),
  methods: z.array(
    z.strictObject({
      name: z.string(),
      /** Parameters by position, without `self`, and how many of them have no default. */
      positional: z.array(z.string()),
      required: z.int().min(0),
      keywordOnly: z.array(z.string()),
      star: z.boolean(),
      doubleStar: z.boolean(),
      async: z.boolean(),
    }),
  ),
  locations,
  /** Of the release that was read: which of these methods the class had, async or not. */
  baseline: z.strictObject({ methods: z.record(z.string(), z.boolean()) }).optional(),
});
export type Derived = z.infer<typeof Derived>;

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
  /** The consumer fails without the module, without the name. False: only a feature is missing. */
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
  /** Facts of the release that was read. */
  baseline: z
    .strictObject({
      kind: z.enum(['module', 'class', 'enum', 'exception', 'function', 'object', 'missing']),
      /** Of an exception: its bases, by name. */
      exceptionBases: z.array(z.string()).optional(),
      /** Checks that this release does not pass either, so that they say nothing of another one. */
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
  /** Raised when a reader would understand an older text differently. */
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
export const failureKinds = [
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
  failures: z.array(Failure),
  unknown: z.array(z.strictObject({ text: z.string(), locations })),
});
export type UseResult = z.infer<typeof UseResult>;
