/** What the names of Lightning mean: a LightningModule is a Module whose steps the Trainer calls. */
import { method } from '../define';
import { anySignature, signature } from '../signature';
import { moduleBase } from '../torch/module';
import { none, type ClassValue, type NativeMethod, type Value } from '../values';
import { handedToSteps } from './batches';
import { trainer } from './trainer';

const nothing: NativeMethod = { signature: anySignature, call: () => none };

const lightningModule: ClassValue = {
  kind: 'class',
  name: 'lightning.LightningModule',
  bases: [moduleBase],
  attributes: new Map(),
  isUser: false,
  // The trainer, the logger, the hyperparameters … are put there by Lightning.
  isOpen: true,
  handsOver: handedToSteps,
  takesLossOf: 'training_step',
  signature: signature('(*args, **kwargs)'),
  construct: () => undefined,
  methods: {
    log: nothing,
    log_dict: nothing,
    save_hyperparameters: nothing,
    print: nothing,
    freeze: method('()', (self, _, runtime) => {
      runtime.call(runtime.getAttribute(self, 'requires_grad_'), [{ kind: 'bool', value: false }]);
      runtime.call(runtime.getAttribute(self, 'eval'), []);
      return none;
    }),
    manual_backward: method('(loss, *args, **kwargs)', (_, args, runtime) => {
      runtime.call(runtime.getAttribute(args.value('loss'), 'backward'), args.rest, args.keywords);
      return none;
    }),
  },
};

/** Where people import it from, in old versions and new ones. */
const modules: readonly string[] = [
  'lightning',
  'lightning.pytorch',
  'lightning.pytorch.core',
  'lightning.pytorch.core.module',
  'pytorch_lightning',
  'pytorch_lightning.core',
  'pytorch_lightning.core.lightning',
  'pytorch_lightning.core.module',
];

const trainerModules: readonly string[] = [
  'lightning',
  'lightning.pytorch',
  'lightning.pytorch.trainer',
  'pytorch_lightning',
  'pytorch_lightning.trainer',
];

/** Every name of Lightning that is known, by its qualified name. */
export const lightningNames: ReadonlyMap<string, Value> = new Map([
  ...modules.map((name): readonly [string, Value] => [`${name}.LightningModule`, lightningModule]),
  ...trainerModules.map((name): readonly [string, Value] => [`${name}.Trainer`, trainer]),
]);
