/** `data_ptr()` and the storages of tensors: where memory lies is not known, but what lies at one place is. */
import { isKnownShape } from '../../../engine/shape';
import type { Tensor } from '../../../engine/tensor';
import { define } from '../../define';
import { NotKnown } from '../../errors';
import { signature } from '../../signature';
import {
  int,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type TensorValue,
  type Value,
} from '../../values';
import { bytesOf as bytesOfDType } from '../../numpy/dtype-questions';
import { isUnlinkedView } from '../../views';
import { isContiguous, layoutOf, offsetOf } from './layout';

function bytesOf({ dtype }: Tensor): number {
  if (!dtype) throw new NotKnown('the dtype is not known');
  return bytesOfDType(dtype);
}

/** The object whose storage a tensor object looks at, directly or through other views. */
export function storageOf(object: TensorValue): TensorValue {
  let owner = object;
  while (owner.view) owner = owner.view.base;
  return owner;
}

const opaque = (name: string): ClassValue => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  // What is printed is a number or an address that no reading tells.
  describe: () => undefined,
});

const memoryClass = opaque('memory');

/** What stands for the memory of a tensor that looks at no other's. */
const memories = new WeakMap<TensorValue, InstanceValue>();

const instanceOf = (type: ClassValue, attributes: Record<string, Value>): InstanceValue => ({
  kind: 'instance',
  class: type,
  attributes: new Map(Object.entries(attributes)),
  state: new Map(),
  place: undefined,
});

/** Notes that an object lies where another does: a parameter where the tensor lies that it was made of. */
export function layIn<Made extends Value>(made: Made, other: TensorValue): Made {
  if (made.kind === 'tensor') memories.set(made, memoryOf(storageOf(other)));
  return made;
}

function memoryOf(owner: TensorValue): InstanceValue {
  const known = memories.get(owner);
  if (known) return known;
  const made = instanceOf(memoryClass, {});
  memories.set(owner, made);
  return made;
}

/** An address: equal to those of the same byte of the same memory. */
const addressClass: ClassValue = {
  ...opaque('int'),
  isFrozen: true,
  fields: ['memory', 'offset'],
  methods: {
    __sub__: {
      signature: signature('(other)'),
      call: (self, args) => {
        const other = args.value('other');
        const isNear =
          other.kind === 'instance' &&
          other.class === addressClass &&
          other.attributes.get('memory') === self.attributes.get('memory');
        if (!isNear) throw new NotKnown('how far two memories lie apart is not known');
        return int(bytesBefore(self) - bytesBefore(other));
      },
    },
  },
};

const bytesBefore = (address: InstanceValue): number => address.state.get('bytes') as number;

function addressIn(owner: TensorValue, bytes: number): Value {
  const made = instanceOf(addressClass, { memory: memoryOf(owner), offset: int(bytes) });
  made.state.set('bytes', bytes);
  return made;
}

const UNLINKED = 'whose memory a tensor looks at is not known';

/** Where the elements of a tensor begin; 0 for one without elements. Throws NotKnown where that is not known. */
function addressOf(object: TensorValue): Value {
  const { tensor } = object;
  const offset = offsetOf(tensor);
  if (isUnlinkedView(object)) throw new NotKnown(UNLINKED);
  if (offset === undefined || !isKnownShape(tensor.shape) || !tensor.dtype)
    throw new NotKnown('where memory lies is not known');
  return tensor.shape.includes(0) ? int(0) : addressIn(storageOf(object), offset * bytesOf(tensor));
}

/** The number of elements behind a storage, whose owner fills it without gaps. */
function sizeOf(owner: TensorValue): number {
  const { shape } = owner.tensor;
  const strides = layoutOf(owner.tensor);
  if (!isKnownShape(shape) || !strides || !isContiguous(strides, shape))
    throw new NotKnown('how a storage is laid out is not known');
  return owner.tensor.numel;
}

/** The methods of a storage that counts in elements, or in bytes where it has no dtype. */
function storageClass(name: string, unit: (owner: TensorValue) => number): ClassValue {
  const ownerOf = (self: InstanceValue): TensorValue => self.state.get('owner') as TensorValue;
  const asked = (parameters: string, call: NativeMethod['call']): NativeMethod => ({
    signature: signature(parameters),
    call,
  });
  const count = asked('()', (self) =>
    int((sizeOf(ownerOf(self)) * bytesOf(ownerOf(self).tensor)) / unit(ownerOf(self))),
  );
  const elements = (self: InstanceValue, runtime: Parameters<NativeMethod['call']>[2]): Value => {
    const owner = ownerOf(self);
    sizeOf(owner);
    return runtime.call(runtime.getAttribute(owner, 'reshape'), [int(-1)]);
  };
  return {
    ...opaque(name),
    methods: {
      size: count,
      __len__: count,
      nbytes: asked('()', (self) => int(sizeOf(ownerOf(self)) * bytesOf(ownerOf(self).tensor))),
      data_ptr: asked('()', (self) => addressIn(ownerOf(self), 0)),
      ...(name === 'torch.storage.TypedStorage'
        ? {
            tolist: asked('()', (self, _, runtime) =>
              runtime.call(runtime.getAttribute(elements(self, runtime), 'tolist'), []),
            ),
            __getitem__: asked('(index)', (self, args, runtime) => {
              const picked = runtime.getItem(elements(self, runtime), args.value('index'));
              return runtime.call(runtime.getAttribute(picked, 'item'), []);
            }),
          }
        : {}),
    },
  };
}

const typedStorage = storageClass('torch.storage.TypedStorage', ({ tensor }) => bytesOf(tensor));
const untypedStorage = storageClass('torch.UntypedStorage', () => 1);

const storageOfKind = (type: ClassValue, object: TensorValue): Value => {
  if (isUnlinkedView(object)) throw new NotKnown(UNLINKED);
  const made = instanceOf(type, {});
  made.state.set('owner', storageOf(object));
  return made;
};

const method = (name: string, call: (object: TensorValue) => Value): NativeFunction =>
  define(`torch.Tensor.${name}`, '(self)', (args) => call(args.tensorObject('self')));

export const storages: readonly NativeFunction[] = [
  method('data_ptr', addressOf),
  method('storage', (object) => storageOfKind(typedStorage, object)),
  method('untyped_storage', (object) => storageOfKind(untypedStorage, object)),
];
