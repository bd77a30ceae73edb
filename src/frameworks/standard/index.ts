/** The modules of Python's standard library that training code computes with. */
import { signature } from '../signature';
import type { ClassValue, Value } from '../values';
import { annotations } from './annotations';
import { argumentParsers } from './argparse';
import { bisect } from './bisect';
import { collections } from './collections';
import { copies } from './copies';
import { functools } from './functools';
import { harmless } from './harmless';
import { heapq } from './heapq';
import { itertools } from './itertools';
import { levelsOfLogging, logging } from './logging';
import { mathConstants, mathFunctions } from './math';
import { modulesByName } from './modules';
import { namespaces } from './namespaces';
import { pathClasses, paths } from './paths';
import { pythonRandom } from './random';
import { flagsOfRegularExpressions, regularExpressions } from './regular-expressions';
import { standardOutput } from './standard-output';
import { textConstants, texts } from './texts';

/** Classes that only mark what inherits from them; `inspect/classes.ts` knows them by name. */
const bases: readonly ClassValue[] = [
  'enum.Enum',
  'enum.IntEnum',
  'enum.StrEnum',
  'typing.NamedTuple',
  'abc.ABC',
  'abc.ABCMeta',
  'dataclasses.FrozenInstanceError',
].map((name) => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(*args, **kwargs)'),
  construct: () => undefined,
}));

export const standardNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[
    ...mathFunctions,
    ...modulesByName,
    ...namespaces,
    ...paths,
    ...annotations,
    ...argumentParsers,
    ...bisect,
    ...collections,
    ...copies,
    ...functools,
    ...heapq,
    ...itertools,
    ...logging,
    ...pythonRandom,
    ...regularExpressions,
    ...standardOutput,
    ...texts,
    ...harmless,
    ...bases,
  ].map((value): [string, Value] => [value.name, value]),
  ...flagsOfRegularExpressions,
  ...levelsOfLogging,
  ...mathConstants,
  ...textConstants,
  ...pathClasses,
]);
