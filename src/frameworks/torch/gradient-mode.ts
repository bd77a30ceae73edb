/** `torch.no_grad` and its kin: contexts and decorators that switch the recording of gradients. */
import { isGradEnabled, switchGrad, withGrad } from '../../engine/context';
import { NotKnown } from '../errors';
import { anySignature, signature } from '../signature';
import type { ClassValue, InstanceValue, Value } from '../values';

/** As a decorator: the function runs inside the context. A function of the user's stays one, so that it can be a method. */
function wrap(self: InstanceValue, wrapped: Value): Value {
  const mode = self.state.get('gradMode');
  if (wrapped.kind === 'function') return { ...wrapped, gradMode: mode === true };
  return {
    kind: 'native',
    name: 'torch.no_grad',
    signature: anySignature,
    call: (args, runtime) => {
      if (args.spread) throw new NotKnown('the arguments are not known');
      return withGrad(mode === true, () => runtime.call(wrapped, args.rest, args.keywords));
    },
  };
}

const gradientMode = (name: string, parameters: string, mode: boolean | undefined): ClassValue => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  construct: (self, args) => {
    self.state.set('gradMode', mode ?? args.bool('mode'));
  },
  invoke: { signature: signature('(function)'), call: (self, args) => wrap(self, args.value('function')) },
});

export const gradientModes: readonly ClassValue[] = [
  gradientMode('torch.no_grad', '(function=None)', false),
  gradientMode('torch.enable_grad', '(function=None)', true),
  ...['torch.set_grad_enabled', 'torch.autograd.set_grad_enabled'].map((name): ClassValue => ({
    ...gradientMode(name, '(mode)', undefined),
    // The mode holds from the call on; as a context it goes back to what it was before.
    construct: (self, args) => {
      const mode = args.bool('mode');
      self.state.set('gradMode', mode);
      self.state.set('gradModeBefore', isGradEnabled());
      switchGrad(mode);
    },
  })),
  {
    ...gradientMode('torch.inference_mode', '(mode=True)', undefined),
    construct: (self, args) => {
      self.state.set('gradMode', !args.bool('mode'));
    },
  },
];
