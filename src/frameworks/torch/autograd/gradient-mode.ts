/** `torch.no_grad` and its kin: contexts and decorators that switch the recording of gradients. */
import { isGradEnabled, switchGrad, withGrad, withInferenceMode } from '../../../engine/context';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { anySignature, signature } from '../../signature';
import type { ClassValue, InstanceValue, Value } from '../../values';

/** As a decorator: the function runs inside the context. A function of the user's stays one, so that it can be a method. */
function wrap(self: InstanceValue, wrapped: Value): Value {
  const mode = self.state.get('gradMode');
  const inferenceMode = self.state.get('inferenceMode');
  const ofInference = typeof inferenceMode === 'boolean' ? { inferenceMode } : {};
  if (wrapped.kind === 'function') return { ...wrapped, gradMode: mode === true, ...ofInference };
  return {
    kind: 'native',
    name: 'torch.no_grad',
    signature: anySignature,
    call: (args, runtime) => {
      if (args.spread) throw new NotKnown('the arguments are not known');
      const call = (): Value =>
        withGrad(mode === true, () => runtime.call(wrapped, args.rest, args.keywords));
      return typeof inferenceMode === 'boolean' ? withInferenceMode(inferenceMode, call) : call();
    },
  };
}

const plainClass = (name: string, parameters: string): ClassValue => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  invoke: { signature: signature('(function)'), call: (self, args) => wrap(self, args.value('function')) },
});

/** A context, or, given a function as a decorator without brackets gives one, that function inside it. */
function contextClass(
  name: string,
  parameters: string,
  stateOf: (given: Value, args: Arguments) => Readonly<Record<string, boolean>>,
): ClassValue {
  const type: ClassValue = plainClass(name, parameters);
  const [first] = type.signature!.parameters;
  return {
    ...type,
    make: (args, runtime) => {
      const given = args.value(first!.name);
      const context: InstanceValue = {
        kind: 'instance',
        class: type,
        attributes: new Map(),
        state: new Map<string, unknown>(Object.entries(stateOf(given, args))),
        place: runtime.place,
      };
      return given.kind === 'function' ? wrap(context, given) : context;
    },
  };
}

export const gradientModes: readonly ClassValue[] = [
  contextClass('torch.no_grad', '(function=None)', () => ({ gradMode: false })),
  contextClass('torch.enable_grad', '(function=None)', () => ({ gradMode: true })),
  contextClass('torch.inference_mode', '(mode=True)', (given, args) => {
    const inferenceMode = given.kind === 'function' || args.bool('mode');
    return { gradMode: !inferenceMode, inferenceMode };
  }),
  ...['torch.set_grad_enabled', 'torch.autograd.set_grad_enabled'].map((name): ClassValue => ({
    ...plainClass(name, '(mode)'),
    // The mode holds from the call on; as a context it goes back to what it was before.
    construct: (self, args) => {
      const mode = args.bool('mode');
      self.state.set('gradMode', mode);
      self.state.set('gradModeBefore', isGradEnabled());
      switchGrad(mode);
    },
  })),
];
