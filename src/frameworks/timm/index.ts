/**
 * What the names of timm mean: models that are made by their names, which end in raw scores, its losses, which are
 * cross-entropies, and what takes a step with scaled gradients.
 */
import { SymbolicDim } from '../../engine/shape';
import type { Arguments } from '../arguments';
import { classesOf, classifierOf } from '../classifiers';
import { define, openClass } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { anySignature } from '../signature';
import { torchNames } from '../torch';
import { takenName } from '../usual';
import { none, type NativeFunction, type Value } from '../values';
import { visionTransformer } from './vision-transformer';

/** Of timm 1.0: settings that are None are as good as not given. */
const CREATE =
  '(model_name, pretrained=False, pretrained_cfg=None, pretrained_cfg_overlay=None, checkpoint_path=None, cache_dir=None, scriptable=None, exportable=None, no_jit=None, **kwargs)';

/** Settings with which a model gives something else than scores. */
const otherwise: readonly string[] = [
  'features_only',
  'out_indices',
  'global_pool',
  'head_conv',
  'num_features',
];

function create(args: Arguments, runtime: Runtime): Value {
  const name = takenName(args.value('model_name'));
  const settings = Object.fromEntries(
    Object.entries(args.keywords).filter(([, value]) => value.kind !== 'None'),
  );
  const own = name === undefined ? undefined : runtime.functionInImports(name);
  if (own) return runtime.call(own, [], { pretrained: args.value('pretrained'), ...settings });
  // A model of the program's own may end in anything.
  if (name === undefined && runtime.importsMention('register_model'))
    throw new NotKnown('which of the models that are registered it is is not known');
  const classes = settings['num_classes'];
  if (args.spread || otherwise.some((setting) => setting in settings))
    throw new NotKnown('what a model of timm gives with these settings is not known');
  if (classes?.kind === 'int' && classes.value === 0)
    throw new NotKnown('the features of a model of timm are not known');
  // Of a distilled one each of two heads gives scores while it is trained.
  if (name !== undefined && /distilled|levit/.test(name))
    throw new NotKnown('what a distilled model of timm gives is not known');
  return classifierOf('timm', classesOf(classes, new SymbolicDim('classes')), runtime);
}

const named = (
  places: readonly string[],
  parameters: string,
  call: NativeFunction['call'],
): NativeFunction[] => places.map((name) => define(name, parameters, call));

const torch = (name: string): Value => torchNames.get(name)!;

/** `log_softmax` inside, and the mean over the batch: for class indices, and for the soft targets that a mixup makes. */
const losses = ['timm.loss', 'timm.loss.cross_entropy'].flatMap((module) => [
  define(`${module}.LabelSmoothingCrossEntropy`, '(smoothing=0.1)', (args, runtime) =>
    runtime.call(torch('torch.nn.CrossEntropyLoss'), [], { label_smoothing: args.value('smoothing') }),
  ),
  define(`${module}.SoftTargetCrossEntropy`, '()', (_, runtime) =>
    runtime.call(torch('torch.nn.CrossEntropyLoss'), []),
  ),
]);

/** `loss_scaler(loss, optimizer, …)`: the backward pass, and the step where it is due. */
const scaler = openClass('timm.utils.NativeScaler', {
  invoke: {
    signature: anySignature,
    call: (_, args, runtime) => {
      const [loss, optimizer] = args.rest;
      if (!loss || !optimizer) throw new NotKnown('a loss and its optimizer are wanted');
      runtime.call(runtime.getAttribute(loss, 'backward'), []);
      const isDue = args.keywords['need_update'];
      if (isDue === undefined || (isDue.kind === 'bool' && isDue.value))
        runtime.call(runtime.getAttribute(optimizer, 'step'), []);
      return none;
    },
  },
});

/** Every name that is known, by its qualified name. */
export const timmNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[
    ...named(
      ['timm.create_model', 'timm.models.create_model', 'timm.models.factory.create_model'],
      CREATE,
      create,
    ),
    // What is registered is found by its name where it stands.
    ...named(['timm.models.register_model', 'timm.models.registry.register_model'], '(fn)', (args) =>
      args.value('fn'),
    ),
    ...losses,
  ].map((value) => [value.name, value] as const),
  ['timm.utils.NativeScaler', scaler],
  ['timm.models.vision_transformer.VisionTransformer', visionTransformer],
  ['timm.models.VisionTransformer', visionTransformer],
  ...['timm.models.layers', 'timm.models.layers.weight_init', 'timm.layers'].map(
    (module) => [`${module}.trunc_normal_`, torch('torch.nn.init.trunc_normal_')] as const,
  ),
]);
