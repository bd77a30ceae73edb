/** torch.nn.Module, and the making of classes that inherit from it. */
import { anySignature, signature } from '../../signature';
import { bool, type ClassValue } from '../../values';
import { isOfNoLayer } from './layer-attributes';
import { moduleMethods, moduleProperties } from './methods';
import { moduleText } from './text';

export { forgetParameters } from './forget';
export { childrenOf, modulesOf, namedParameters } from './tree';

/** The base class of all layers and losses. */
export const moduleBase: ClassValue = {
  kind: 'class',
  name: 'torch.nn.Module',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  prepare: (self) => {
    self.attributes.set('training', bool(true));
  },
  construct: () => undefined,
  methods: moduleMethods,
  properties: moduleProperties,
  lacks: isOfNoLayer,
  describe: moduleText,
};

/** A class of torch.nn. */
export const moduleClass = (
  name: string,
  parameters: string,
  parts: Pick<
    Partial<ClassValue>,
    'construct' | 'invoke' | 'methods' | 'properties' | 'attributes' | 'classMethods'
  >,
  base: ClassValue = moduleBase,
): ClassValue => ({
  kind: 'class',
  name,
  bases: [base],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  ...parts,
});
