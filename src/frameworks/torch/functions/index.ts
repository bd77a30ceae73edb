/** The functions of torch, torch.nn.functional and torch.special and the methods of Tensor that are operations of the engine. */
import type { NativeFunction } from '../../values';
import { activations } from './activations';
import { arithmetic } from './arithmetic';
import { combining } from './combinations';
import { outsideAutocast } from '../autocast-unfollowed';
import { attentions } from './attention';
import { copiesOf } from './copies';
import { convolutions } from './convolution';
import { counting } from './counting';
import { decompositions } from './decompositions';
import { differences } from './differences';
import { dropoutFunctions } from './dropout';
import { dtypeQuestions } from './dtype-questions';
import { elementwise } from './elementwise';
import { fourier } from './fourier';
import { maskedFunctions } from './masked';
import { embeddings } from './embedding';
import { gradientForms } from './gradient-forms';
import { groupedProductsOfMatrices } from './grouped-products';
import { kernelFormsOf } from './kernel-forms';
import { linearSystems } from './linear-systems';
import { noise } from './noise';
import { normalizations } from './normalization';
import { norms } from './norms';
import { storages } from '../tensor/storage';
import { objects } from './objects';
import { paddings } from './padding';
import { pools } from './pooling';
import { parts } from './parts';
import { products } from './products';
import { rearrangements } from './rearranging';
import { reorderings } from './reorderings';
import { reductions } from './reductions';
import { resamplings } from './resampling';
import { sampling } from './sampling';
import { scattering } from './scattering';
import { selections } from './selections';
import { shapes } from './shapes';
import { shortTimeSpectra } from './short-time-spectra';
import { sorting } from './sorting';
import { special } from './special';
import { statistics } from './statistics';
import { similarities } from './similarities';
import { singularValues } from './singular-values';
import { triangularFactors } from './triangular-factors';
import { unpools } from './unpooling';
import { windows } from './windows';

const functions: readonly NativeFunction[] = [
  ...arithmetic,
  ...shapes,
  ...reductions,
  ...selections,
  ...scattering,
  ...reorderings,
  ...parts,
  ...products,
  ...groupedProductsOfMatrices,
  ...norms,
  ...linearSystems,
  ...decompositions,
  ...singularValues,
  ...triangularFactors,
  ...activations,
  ...convolutions,
  ...pools,
  ...normalizations,
  ...unpools,
  ...resamplings,
  ...paddings,
  ...embeddings,
  ...attentions,
  ...similarities,
  ...rearrangements,
  ...sampling,
  ...dropoutFunctions,
  ...noise,
  ...objects,
  ...storages,
  ...combining,
  ...counting,
  ...differences,
  ...dtypeQuestions,
  ...elementwise,
  ...fourier,
  ...shortTimeSpectra,
  ...maskedFunctions,
  ...sorting,
  ...special,
  ...statistics,
  ...windows,
];

export const tensorFunctions: readonly NativeFunction[] = [
  ...functions.map(outsideAutocast),
  ...copiesOf(functions),
  ...gradientForms,
  ...kernelFormsOf(functions),
];
