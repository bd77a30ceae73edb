/** `torch.device`: devices by name. Whatever the device, the same numbers are computed. */
import { PythonError } from '../errors';
import { signature } from '../signature';
import { int, none, str, type ClassValue, type InstanceValue, type Value } from '../values';

const known = ['cpu', 'cuda', 'mps', 'xpu', 'meta', 'mkldnn', 'hpu', 'xla', 'ipu', 'vulkan'];

const nameOf = (self: InstanceValue): string => {
  const type = self.state.get('type') as string;
  const index = self.state.get('index');
  return typeof index === 'number' ? `${type}:${index}` : type;
};

export const deviceClass: ClassValue = {
  kind: 'class',
  name: 'torch.device',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(type=None, index=None, device=None)'),
  make: (args) => {
    const given = args.isNone('type') ? args.value('device') : args.value('type');
    if (given.kind === 'instance' && given.class === deviceClass) return given;
    if (given.kind === 'int') return device('cuda', given.value);
    const [type, written] = given.kind === 'str' ? given.value.split(':') : [args.string('type')];
    if (!known.includes(type!)) {
      throw new PythonError(
        'RuntimeError',
        `Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, mps, meta, hpu, mtia, privateuseone device type at start of device string: ${type}`,
      );
    }
    const index = args.optionalInt('index') ?? (written === undefined ? undefined : Number(written));
    return device(type!, index);
  },
  methods: {
    __str__: { signature: signature('()'), call: (self) => str(nameOf(self)) },
    __repr__: {
      signature: signature('()'),
      call: (self) => {
        const index = self.state.get('index');
        const rest = typeof index === 'number' ? `, index=${index}` : '';
        return str(`device(type='${self.state.get('type') as string}'${rest})`);
      },
    },
    __eq__: {
      signature: signature('(other)'),
      call: (self, args) => {
        const other = args.value('other');
        const same =
          other.kind === 'instance' && other.class === deviceClass && nameOf(other) === nameOf(self);
        return { kind: 'bool', value: same };
      },
    },
  },
  properties: {
    type: (self) => str(self.state.get('type') as string),
    index: (self): Value => {
      const index = self.state.get('index');
      return typeof index === 'number' ? int(index) : none;
    },
  },
};

const device = (type: string, index: number | undefined): InstanceValue => ({
  kind: 'instance',
  class: deviceClass,
  attributes: new Map(),
  state: new Map<string, unknown>([
    ['type', type],
    ['index', index],
  ]),
  place: undefined,
});

/** Where every tensor is. */
export const cpu: InstanceValue = device('cpu', undefined);
