/** What the names of NVIDIA's Apex mean: a model that it converts, wraps or casts gives what it gave before. */
import { define, method, openClass } from '../define';
import { torchNames } from '../torch';
import { none, tuple, type InstanceValue, type Value } from '../values';

const convertSyncBatchNorm = define(
  'apex.parallel.convert_syncbn_model',
  '(module, process_group=None, channel_last=False)',
  (args) => args.value('module'),
);

/** Models alone come back alone, and with their optimizers as a pair. */
const initialize = define('apex.amp.initialize', '(models, optimizers=None, *args, **kwargs)', (args) => {
  const [models, optimizers] = [args.value('models'), args.value('optimizers')];
  return optimizers.kind === 'None' ? models : tuple([models, optimizers]);
});

/** `with amp.scale_loss(loss, optimizer) as scaled`: the loss times a number that the step divides out again. */
const scaling = openClass('apex.amp.scale_loss', {
  methods: {
    __enter__: method('()', (self) => self.attributes.get('loss') ?? none),
    __exit__: method('(*args)', () => none),
  },
});

const scaleLoss = define(
  'apex.amp.scale_loss',
  '(loss, optimizers, *args, **kwargs)',
  (args): InstanceValue => ({
    kind: 'instance',
    class: scaling,
    attributes: new Map([['loss', args.value('loss')]]),
    state: new Map(),
    place: undefined,
  }),
);

const wrapper = torchNames.get('torch.nn.parallel.DistributedDataParallel');

/** Every name that is known, by its qualified name. */
export const apexNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[convertSyncBatchNorm, initialize, scaleLoss].map((value) => [value.name, value] as const),
  ...(wrapper ? [['apex.parallel.DistributedDataParallel', wrapper] as const] : []),
]);
