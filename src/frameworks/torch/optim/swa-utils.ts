/**
 * torch.optim.swa_utils: averages of a model's parameters over training (Izmailov et al., "Averaging Weights Leads
 * to Wider Optima and Better Generalization", 2018), and what goes with them.
 */
import { withGrad } from '../../../engine/context';
import { isFloating } from '../../../engine/dtype';
import { castTo, full } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define, method } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { changeInPlace } from '../../in-place';
import type { Runtime } from '../../runtime';
import { anySignature } from '../../signature';
import { deepCopy } from '../../standard/copies';
import {
  bool,
  inheritsFrom,
  list,
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../../values';
import { asView } from '../../views';
import { moduleClass } from '../module';
import { addBuffer, isModule, modulesOf, namedTensors } from '../module/tree';
import { swaLR } from './schedulers/swa';
import { minus, over, plus, scaled } from './step';

const PLACE = 'torch.optim.swa_utils';

type Average = (averaged: Tensor, current: Tensor, count: Tensor) => Tensor;

/** decay · average + (1 − decay) · current. */
const exponential =
  (decay: number): Average =>
  (averaged, current) =>
    plus(scaled(averaged, decay), scaled(current, 1 - decay));

/** average + (current − average) / (n + 1). */
const equal: Average = (averaged, current, count) =>
  plus(averaged, over(minus(current, averaged), plus(count, numberTensor(1, 'int'))));

/** The average moved a share of the way to the current values, as `_foreach_lerp_` does. */
const towards = (averaged: Tensor, current: Tensor, weight: number): Tensor =>
  Tensor.apply(ops.lerp, [averaged, current, numberTensor(weight, 'float')], {});

const one = (tensor: Tensor): number => {
  if (!tensor.hasValues) throw new NotKnown('how often was averaged is not known');
  return tensor.values()[0]!;
};

function decayOf(args: Arguments): number {
  const decay = args.number('decay');
  if (decay < 0 || decay > 1) {
    throw new PythonError(
      'ValueError',
      `Invalid decay value ${decay} provided. Please provide a value in [0,1] range.`,
    );
  }
  return decay;
}

/** A function of one averaged parameter, one current one and the number of models. */
const ofOne = (name: string, average: Average): NativeFunction =>
  define(`${PLACE}.${name}`, '(averaged_param, current_param, num_averaged)', (args) =>
    withGrad(false, () =>
      tensorValue(
        average(args.tensor('averaged_param'), args.tensor('current_param'), args.tensor('num_averaged')),
      ),
    ),
  );

/** The same for lists of parameters, of which the averaged ones are changed. */
const ofMany = (name: string, average: Average): NativeFunction =>
  define(`${PLACE}.${name}`, '(averaged_param_list, current_param_list, num_averaged)', (args, runtime) =>
    withGrad(false, () => {
      const current = [...(runtime.iterate(args.value('current_param_list')) ?? [])];
      [...(runtime.iterate(args.value('averaged_param_list')) ?? [])].forEach((object, at) => {
        const other = current[at];
        if (object.kind !== 'tensor' || other?.kind !== 'tensor')
          throw new NotKnown('a parameter is not known');
        changeInPlace(object, average(object.tensor, other.tensor, args.tensor('num_averaged')), runtime);
      });
      return none;
    }),
  );

const functions: readonly NativeFunction[] = [
  define(`${PLACE}.get_ema_avg_fn`, '(decay=0.999)', (args) =>
    ofOne('ema_update', exponential(decayOf(args))),
  ),
  define(`${PLACE}.get_swa_avg_fn`, '()', () => ofOne('swa_update', equal)),
  define(`${PLACE}.get_ema_multi_avg_fn`, '(decay=0.999)', (args) => {
    const decay = decayOf(args);
    return ofMany('ema_update', (averaged, current, count) =>
      averaged.dtype && isFloating(averaged.dtype)
        ? towards(averaged, current, 1 - decay)
        : exponential(decay)(averaged, current, count),
    );
  }),
  define(`${PLACE}.get_swa_multi_avg_fn`, '()', () =>
    ofMany('swa_update', (averaged, current, count) =>
      averaged.dtype && isFloating(averaged.dtype)
        ? towards(averaged, current, Math.fround(1 / (one(count) + 1)))
        : equal(averaged, current, count),
    ),
  ),
];

/** The tensor without its history, in the storage of the parameter: what is written into it reaches the parameter. */
const detached = (object: TensorValue): TensorValue =>
  asView(object, tensorValue(Tensor.apply(ops.detach, [object.tensor], {}))) as TensorValue;

const tensorsOf = (module: InstanceValue, withBuffers: boolean): TensorValue[] =>
  (withBuffers ? (['parameter', 'buffer'] as const) : (['parameter'] as const)).flatMap((kind) =>
    namedTensors(module, kind).map(([, object]) => object),
  );

/** `copy_`: the values in the dtype of what is overwritten. */
function copyInto(object: TensorValue, values: Tensor, runtime: Runtime): void {
  const { dtype } = object.tensor;
  const copied = values.asLeaf({ requiresGrad: false });
  changeInPlace(detached(object), dtype ? castTo(copied, dtype) : copied, runtime);
}

function update(self: InstanceValue, model: InstanceValue, runtime: Runtime): void {
  const module = self.attributes.get('module');
  const counter = self.attributes.get('n_averaged');
  if (!module || !isModule(module) || counter?.kind !== 'tensor')
    throw new NotKnown('the averaged model is not known');
  const withBuffers = runtime.truth(self.attributes.get('use_buffers') ?? none);
  if (withBuffers === undefined) throw new NotKnown('whether buffers are averaged is not known');
  const averaged = tensorsOf(module, withBuffers);
  const current = tensorsOf(model, withBuffers).slice(0, averaged.length);
  const [avg, multi] = ['avg_fn', 'multi_avg_fn'].map((name) => self.attributes.get(name) ?? none);
  const count = counter.tensor;
  if (one(count) === 0) {
    current.forEach((object, at) => {
      copyInto(averaged[at]!, object.tensor, runtime);
    });
  } else if (multi!.kind !== 'None') {
    for (const dtype of new Set(averaged.map(({ tensor }) => tensor.dtype))) {
      const places = averaged.flatMap(({ tensor }, at) => (tensor.dtype === dtype ? [at] : []));
      runtime.call(multi!, [
        list(places.map((at) => detached(averaged[at]!))),
        list(places.map((at) => detached(current[at]!))),
        tensorValue(count),
      ]);
    }
  } else {
    const average = avg!.kind === 'None' ? ofOne('swa_update', equal) : avg!;
    current.forEach((object, at) => {
      const result = runtime.call(average, [detached(averaged[at]!), detached(object), tensorValue(count)]);
      if (result.kind !== 'tensor') throw new NotKnown('what avg_fn gives is not known');
      copyInto(averaged[at]!, result.tensor, runtime);
    });
  }
  if (!withBuffers) {
    const buffers = namedTensors(model, 'buffer');
    namedTensors(module, 'buffer').forEach(([, object], at) => {
      const other = buffers[at]?.[1];
      if (other) copyInto(object, other.tensor, runtime);
    });
  }
  changeInPlace(counter, plus(count, numberTensor(1, 'int')), runtime);
}

const averagedModel: ClassValue = moduleClass(
  `${PLACE}.AveragedModel`,
  '(model, device=None, avg_fn=None, multi_avg_fn=None, use_buffers=False)',
  {
    construct: (self, args, runtime) => {
      if (!args.isNone('avg_fn') && !args.isNone('multi_avg_fn')) {
        throw new PythonError('AssertionError', 'Only one of avg_fn and multi_avg_fn should be provided');
      }
      const model = args.value('model');
      if (model.kind === 'unknown') throw new NotKnown(model.reason);
      runtime.setAttribute(self, 'module', deepCopy(runtime, model));
      addBuffer(self, 'n_averaged', tensorValue(full([], 'int64', 0)));
      for (const name of ['avg_fn', 'multi_avg_fn', 'use_buffers'])
        self.attributes.set(name, args.value(name));
    },
    invoke: {
      signature: anySignature,
      call: (self, args, runtime) =>
        runtime.call(self.attributes.get('module') ?? none, args.rest, args.keywords),
    },
    methods: {
      update_parameters: method('(model)', (self, args, runtime) => {
        const model = args.value('model');
        if (!isModule(model)) throw new NotKnown('the model to average is not known');
        withGrad(false, () => {
          update(self, model, runtime);
        });
        return none;
      }),
    },
  },
);

/** The running statistics of a model, as one pass over the data gives them. */
function updateStatistics(model: InstanceValue, loader: Value, runtime: Runtime): void {
  const norms = modulesOf(model).filter((inner) => inheritsFrom(inner.class, 'torch.nn._BatchNorm'));
  if (norms.length === 0) return;
  const momenta = norms.map((norm) => norm.attributes.get('momentum') ?? none);
  const training = model.attributes.get('training') ?? bool(true);
  const callOn = (object: Value, name: string, ...args: Value[]): void => {
    runtime.call(runtime.getAttribute(object, name), args);
  };
  for (const norm of norms) {
    callOn(norm, 'reset_running_stats');
    runtime.setAttribute(norm, 'momentum', none);
  }
  callOn(model, 'train');
  const batches = runtime.iterate(loader);
  if (!batches) throw new NotKnown('the batches are not known');
  for (const batch of batches)
    runtime.call(model, [batch.kind === 'list' || batch.kind === 'tuple' ? batch.items[0]! : batch]);
  norms.forEach((norm, at) => {
    runtime.setAttribute(norm, 'momentum', momenta[at]!);
  });
  callOn(model, 'train', training);
}

export const swaUtils: readonly (ClassValue | NativeFunction)[] = [
  averagedModel,
  swaLR,
  ...functions,
  define(`${PLACE}.update_bn`, '(loader, model, device=None)', (args, runtime) => {
    const model = args.value('model');
    if (!isModule(model)) throw new NotKnown('the model is not known');
    withGrad(false, () => {
      updateStatistics(model, args.value('loader'), runtime);
    });
    return none;
  }),
];
