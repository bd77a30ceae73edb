/**
 * The VisionTransformer of timm, which programs make or inherit from: what is inside is not read but for the last layers,
 * a norm and the linear map to the classes.
 */
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import type { Runtime } from '../runtime';
import { anySignature } from '../signature';
import { torchNames } from '../torch';
import { forgetParameters, moduleClass } from '../torch/module';
import { int, linearize, tensorValue, type ClassValue, type InstanceValue, type Value } from '../values';

/** By keywords; what stands in a place is in another in older releases. */
function construct(self: InstanceValue, args: Arguments, runtime: Runtime): void {
  self.state.set('unknown', 'what is inside a VisionTransformer of timm is not known');
  runtime.random.torch.lose();
  const { embed_dim: features, num_classes: classes } = args.keywords;
  if (args.spread || args.rest.length > MOST_PLACES) return;
  const layer = (name: string, sizes: readonly Value[]): Value => {
    const made = runtime.call(torchNames.get(`torch.nn.${name}`)!, sizes);
    forgetParameters(made, runtime);
    return made;
  };
  const size = features ?? int(768);
  const units = classes ?? args.rest[MOST_PLACES - 1] ?? int(1000);
  const hasNone = units.kind === 'int' && units.value === 0;
  self.attributes.set('embed_dim', size);
  self.attributes.set('num_features', size);
  self.attributes.set('num_classes', units);
  self.attributes.set('norm', layer('LayerNorm', [size]));
  self.attributes.set('head', hasNone ? layer('Identity', []) : layer('Linear', [size, units]));
}

/** The size of an image, of a patch, the channels and the classes are given in places. */
const MOST_PLACES = 4;

/** What the head makes of the features of a batch; a class below may have it make something else. */
function invoke(self: InstanceValue, runtime: Runtime): Value {
  const features = tensorValue(
    Tensor.leaf({ shape: [new SymbolicDim('batch'), new SymbolicDim('features')] }),
  );
  const isOwn = linearize(self.class).some(({ attributes }) => attributes.has('forward_head'));
  const head = isOwn ? runtime.getAttribute(self, 'forward_head') : self.attributes.get('head');
  return head ? runtime.call(head, [features]) : tensorValue(Tensor.leaf({}));
}

export const visionTransformer: ClassValue = {
  ...moduleClass('timm.models.vision_transformer.VisionTransformer', '(*args, **kwargs)', {
    construct,
    invoke: { signature: anySignature, call: (self, _, runtime) => invoke(self, runtime) },
  }),
  isOpen: true,
};
