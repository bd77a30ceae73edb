/**
 * What scikit-learn's encoders and scalers give: the dims, the dtype and the role of the arrays are known, their
 * numbers are not.
 */
import { define, method, openClass } from '../define';
import type { DType } from '../../engine/dtype';
import type { Role } from '../../engine/role';
import { SymbolicDim, type Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { asArray, promised } from '../contract';
import { signature } from '../signature';
import {
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type Value,
} from '../values';

/** The array that an encoder makes of what it is given; `self` are its options. */
type Encoding = (given: Tensor | undefined, self: InstanceValue) => Value;

const array = (shape: readonly Dim[] | undefined, dtype?: DType, role?: Role): Value =>
  tensorValue(Tensor.leaf({ shape, dtype, ...(role ? { role } : {}) }), 'numpy');

const rowsOf = (given: Tensor | undefined): Dim => given?.shape?.[0] ?? new SymbolicDim('rows');

/** Numbers of the same shape, as doubles unless they were float32. */
const scaled = (given: Tensor | undefined): Value => {
  const dtype = given?.dtype;
  const floating = dtype === 'float32' ? dtype : dtype ? 'float64' : undefined;
  return array(given?.shape ?? [rowsOf(given), new SymbolicDim('columns')], floating);
};

const indices: Encoding = (given) => array([rowsOf(given)], 'int64', { kind: 'class-indices' });

/** A row of zeros with a one for each label, or a column where there are two classes. */
const ofOneLabel: Encoding = (given) =>
  array([rowsOf(given), new SymbolicDim('classes')], 'int64', { kind: 'one-hot', dim: 1 });

const ofSeveralLabels: Encoding = () =>
  array([new SymbolicDim('rows'), new SymbolicDim('classes')], 'int64', { kind: 'binary-targets', dim: 1 });

/** The columns of all features beside each other: one-hot where there is one feature. Without the option the matrix is sparse. */
const ofCategories: Encoding = (given, self) => {
  const isOne = given?.shape?.[1] === 1;
  const dense = array(
    [rowsOf(given), new SymbolicDim('categories')],
    'float64',
    isOne ? { kind: 'one-hot', dim: 1 } : undefined,
  );
  const isDense = ['sparse', 'sparse_output'].some((name) => {
    const option = self.attributes.get(name);
    return option?.kind === 'bool' && !option.value;
  });
  if (isDense) return dense;
  const toarray = method('()', () => dense);
  return promised('what is in a sparse matrix is not read', {
    attribute: (name) => (name === 'toarray' ? bound(toarray, self) : undefined),
  });
};

const bound = (native: NativeMethod, self: InstanceValue): Value => ({
  kind: 'native',
  name: 'scipy.sparse.toarray',
  signature: native.signature,
  call: (args, runtime) => native.call(self, args, runtime),
});

/** A transformer of scikit-learn's; what it has besides is open. */
function transformer(name: string, encoding: Encoding): ClassValue {
  const transform = method('(X, y=None, **kwargs)', (self, args) => encoding(givenTo(args), self));
  return openClass(`sklearn.preprocessing.${name}`, {
    construct: (self, args) => {
      for (const [option, value] of Object.entries(args.keywords)) self.attributes.set(option, value);
    },
    methods: {
      fit: { signature: signature('(X, y=None, **kwargs)'), call: (self) => self },
      transform,
      fit_transform: transform,
    },
  });
}

function givenTo(args: Arguments): Tensor | undefined {
  const given = asArray(args.value('X'));
  return given.kind === 'tensor' ? given.tensor : undefined;
}

const scalers: readonly string[] = [
  ...['MaxAbsScaler', 'MinMaxScaler', 'Normalizer', 'PowerTransformer', 'QuantileTransformer'],
  ...['RobustScaler', 'StandardScaler'],
];

/** The scalers as functions, which learn from what they scale. */
export const scalingFunctions: readonly NativeFunction[] = [
  ...['maxabs_scale', 'minmax_scale', 'normalize', 'power_transform', 'quantile_transform', 'robust_scale'],
  'scale',
].map((name) =>
  define(`sklearn.preprocessing.${name}`, '(X, *args, **options)', (args) => scaled(givenTo(args))),
);

export const preprocessingNames: readonly ClassValue[] = [
  ...scalers.map((name) => transformer(name, scaled)),
  transformer('LabelEncoder', indices),
  transformer('LabelBinarizer', ofOneLabel),
  transformer('MultiLabelBinarizer', ofSeveralLabels),
  transformer('OneHotEncoder', ofCategories),
];
