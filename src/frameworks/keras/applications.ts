/**
 * keras.applications: what the networks for images give, with their classifier or without it (documentation of Keras,
 * "Keras Applications"). Which features they find is not known; how many dims these have is.
 */
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import type { NativeFunction, Value } from '../values';
import { activated, anySize, result, scoresOf, sizeOf } from './layers/layer';
import { modelBase } from './models/model';

/** The networks by the modules that they stand in; each stands in keras.applications as well. */
const networks: Readonly<Record<string, readonly string[]>> = {
  convnext: ['Tiny', 'Small', 'Base', 'Large', 'XLarge'].map((size) => `ConvNeXt${size}`),
  densenet: ['121', '169', '201'].map((depth) => `DenseNet${depth}`),
  efficientnet: [0, 1, 2, 3, 4, 5, 6, 7].map((size) => `EfficientNetB${size}`),
  efficientnet_v2: ['B0', 'B1', 'B2', 'B3', 'S', 'M', 'L'].map((size) => `EfficientNetV2${size}`),
  inception_resnet_v2: ['InceptionResNetV2'],
  inception_v3: ['InceptionV3'],
  mobilenet: ['MobileNet'],
  mobilenet_v2: ['MobileNetV2'],
  mobilenet_v3: ['MobileNetV3Small', 'MobileNetV3Large'],
  nasnet: ['NASNetMobile', 'NASNetLarge'],
  resnet: ['50', '101', '152'].map((depth) => `ResNet${depth}`),
  resnet50: ['ResNet50'],
  resnet_v2: ['50', '101', '152'].map((depth) => `ResNet${depth}V2`),
  vgg16: ['VGG16'],
  vgg19: ['VGG19'],
  xception: ['Xception'],
};

const OPTIONS =
  "(*args, include_top=True, input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax', **kwargs)";

/** The features of a batch of images, at places, or pooled over them; `classes` of them where the classifier is left on. */
function outputsOf(args: Arguments, runtime: Runtime): Value {
  const batch = new SymbolicDim('batch');
  const features = new SymbolicDim('features');
  if (args.rest.length > 0 || args.spread)
    throw new NotKnown('whether a network has its classifier is not known');
  const hasClassifier = runtime.truth(args.value('include_top'));
  if (hasClassifier === undefined) throw new NotKnown('whether a network has its classifier is not known');
  if (hasClassifier) {
    const scores = scoresOf(result([batch, features]), sizeOf(args.value('classes'), 'classes'));
    return activated(scores, args.value('classifier_activation'), runtime);
  }
  const pooling = args.value('pooling');
  if (pooling.kind === 'None') return result([batch, anySize(), anySize(), features]);
  if (pooling.kind !== 'str') throw new NotKnown('whether the features of a network are pooled is not known');
  return result([batch, features]);
}

/** An image, or a batch of them. */
function imagesFor(args: Arguments): Value {
  const given = args.value('input_tensor');
  return given.kind === 'None' ? result([new SymbolicDim('batch'), anySize(), anySize(), anySize()]) : given;
}

const network = (name: string): NativeFunction =>
  define(name, OPTIONS, (args, runtime) =>
    runtime.call(modelBase, [imagesFor(args), outputsOf(args, runtime)]),
  );

/** Other numbers of the same shape. */
const preprocessing = (module: string): NativeFunction =>
  define(`keras.applications.${module}.preprocess_input`, '(x, data_format=None, **kwargs)', (args) => {
    const x = args.value('x');
    if (x.kind !== 'tensor') throw new NotKnown('what is preprocessed is not known');
    return { ...x, isParameter: false, tensor: Tensor.leaf({ shape: x.tensor.shape, dtype: 'float32' }) };
  });

const names = new Set(
  Object.entries(networks).flatMap(([module, found]) =>
    found.flatMap((name) => [`keras.applications.${name}`, `keras.applications.${module}.${name}`]),
  ),
);

export const applicationNames: readonly NativeFunction[] = [
  ...[...names].map(network),
  ...[...Object.keys(networks), 'imagenet_utils'].map(preprocessing),
];
