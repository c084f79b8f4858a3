/**
 * The parts of a use (see use.ts): calls, members, members of enums, and classes of the consumer that derive from the used name.
 */
import { z } from 'zod';

/** `package/file.py:50`, relative to the folder that the consumer is installed in. */
export const Location = z.string();
export const locations = z.array(Location);

/**
 * What the consumer does directly with the value of a call or of a member: `await x`, `for … in x`, `with x`; `either`: it awaits the value
 * if it is awaitable.
 */
const Consumption = z.enum(['value', 'await', 'for', 'async-for', 'with', 'async-with', 'either']);

/**
 * Only what the reader answers has it: the failure of this part does not depend on an inferred type (see reading/certain.py). Recording the
 * baseline removes it.
 */
const certain = z.enum(['named', 'made']).optional();

/** Into how many values the consumer unpacks the result, or the object: 2 for `a, b = …`. */
const unpacked = z.array(z.int()).optional();

/** A class of the consumer that derives from the used name, or implements a protocol. */
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
  /** In the baseline release: the methods among these that the class had, and whether each was async. */
  baseline: z
    .strictObject({
      methods: z.record(z.string(), z.boolean()),
      /** Those that are abstract or of a protocol. */
      contract: z.array(z.string()).optional(),
    })
    .optional(),
});
export type Derived = z.infer<typeof Derived>;

/** Calls of one shape. */
export const Call = z.strictObject({
  positional: z.int().min(0),
  keywords: z.array(z.string()),
  /** `*args` and `**kwargs` at the call: it may pass more than is counted. */
  star: z.boolean(),
  doubleStar: z.boolean(),
  /**
   * `super`: `super().name(…)`; `subclass`: an instance of a class of the consumer that inherits the constructor; `pattern`:
   * `case Name(x, y)`.
   */
  kind: z.enum(['call', 'super', 'subclass', 'pattern']),
  consumed: Consumption,
  /** False when the consumer catches the exception that a call with wrong arguments raises. */
  required: z.boolean(),
  certain,
  locations,
  /** How the call fits the baseline release. `lands`: the parameter of each positional argument. */
  baseline: z
    .strictObject({
      lands: z.array(z.string()),
      parameters: z.array(z.string()),
      async: z.boolean().nullable(),
      returnsAwaitable: z.boolean().optional(),
      /** What a call of the function returns, e.g. `coroutine` or `context-manager`. */
      result: z.string().optional(),
      /** Whether the class of the result is unknown, although the consumer iterates over it, awaits it or uses it as a context manager. */
      untyped: z.boolean().optional(),
      /** Whether the function takes `(*args, **kwargs)`; `named`: the keywords of the call that are parameters by name. */
      open: z.boolean().optional(),
      named: z.array(z.string()).optional(),
      /** How many values the tuple has that it returns, where that is annotated. */
      length: z.int().optional(),
      /** Exceptions that the function itself raises, each with those of its bases that the consumer catches at the call. */
      raises: z.record(z.string(), z.array(z.string())).optional(),
    })
    .optional(),
  /** Exceptions, by name, that the consumer catches around the call. */
  caught: z.array(z.string()),
  unpacked,
  /** Attributes of the result, which is a built-in value in the baseline release: `decode` of `bytes`. */
  resultMembers: z.array(z.strictObject({ name: z.string(), of: z.string() })).optional(),
  /** Objects of the consumer's own classes that it passes to a parameter whose type is a protocol. */
  passed: z.array(z.strictObject({ argument: z.string(), class: Derived })).optional(),
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
  /** False when the consumer handles its absence: `except AttributeError`. */
  required: z.boolean(),
  certain,
  locations,
  unpacked,
  /**
   * What it is in the baseline release: `method`, `property`, `field`, `class`, `object`. `length`: how many values iterating an object
   * gives.
   */
  baseline: z.strictObject({ kind: z.string(), length: z.int().optional() }).optional(),
});
export type Member = z.infer<typeof Member>;

/** A member of an enum by its name (`Level.HIGH`) or by its value (`Level("high")`). */
export const EnumMember = z.strictObject({
  name: z.string().nullable(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  /** Whether the consumer relies on the value of a named member, not only on its identity. */
  valueUsed: z.enum(['yes', 'no', 'unknown']).optional(),
  required: z.boolean(),
  locations,
  /** The value of a named member in the baseline release. */
  baseline: z.strictObject({ value: z.union([z.string(), z.number()]).nullable() }).optional(),
});
export type EnumMember = z.infer<typeof EnumMember>;
