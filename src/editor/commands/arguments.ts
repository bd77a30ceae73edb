/** Arguments of commands come through links and from other extensions, so their shape is checked before use. */
import type { Place } from '../../base/place';
import { lossTabNames } from '../../protocol/messages';
import type { PlacedTarget } from '../inspector/target';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const placeFields: readonly (keyof Place)[] = [
  'source',
  'start',
  'end',
  'line',
  'column',
  'endLine',
  'endColumn',
];

export const isPlace = (value: unknown): value is Place =>
  isRecord(value) && placeFields.every((field) => Number.isInteger(value[field]));

/** A place of the newest reading of a document. */
export const isPlaceOfDocument = (value: unknown): value is { document: string; place: Place } =>
  isRecord(value) && typeof value['document'] === 'string' && isPlace(value['place']);

/** A loss or a tensor of a document. */
export const isLinkedTarget = (value: unknown): value is PlacedTarget =>
  isPlaceOfDocument(value) &&
  'kind' in value &&
  ((value.kind === 'loss' && (!('tab' in value) || lossTabNames.some((tab) => tab === value.tab))) ||
    (value.kind === 'tensor' && 'tensor' in value && Number.isInteger(value.tensor)));
