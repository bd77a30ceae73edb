/** Modules of Flax: what they give has a shape and a role, and no values. */
import assert from 'node:assert/strict';
import { inspect, type Inspection } from '../../src/inspect';

const read = (text: string): Promise<Inspection> =>
  inspect([
    {
      file: 'a.py',
      text: `import jax
import jax.numpy as jnp
import optax
from flax import linen as nn
from flax import nnx
from flax.training import train_state

class Net(nn.Module):
    classes: int
    width: int = 8

    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Dense(self.width)(x))
        return nn.Dense(self.classes, name='head')(x)

class Pair(nn.Module):
    def setup(self):
        self.encoder = nn.Dense(4)
        self.decoder = nn.Dense(5)

    def encode(self, x):
        return nn.sigmoid(self.encoder(x))

    def __call__(self, x):
        return nn.softmax(self.decoder(self.encode(x)))

x = jnp.ones((2, 3))
${text}`,
    },
  ]);

function show(inspection: Inspection, name: string): unknown {
  const record = inspection.variables[name];
  if (record?.kind !== 'tensor') return record?.kind;
  const { shape, role } = inspection.tensors[record.tensor]!;
  return `${role.kind} [${shape?.join(', ')}]`;
}

async function shown(text: string, ...names: readonly string[]): Promise<unknown[]> {
  const inspection = await read(text);
  return names.map((name) => show(inspection, name));
}

describe('Flax', () => {
  it('applies a module of linen, whose fields are those of a dataclass', async () => {
    const text = `
net = Net(10, name='net')
y = net.apply(net.init(jax.random.key(0), x), x)
z, updates = net.apply({'params': unknown_parameters}, x, mutable=['batch_stats'])
w = Net(classes=7, width=2).bind({})(x)
`;
    assert.deepEqual(await shown(text, 'y', 'z', 'updates', 'w'), [
      'logits [2, 10]',
      'logits [2, 10]',
      'unknown',
      'logits [2, 7]',
    ]);
  });

  it('calls setup before other methods, which apply finds by name and by object', async () => {
    const text = `
pair = Pair()
y = pair.apply({}, x)
a = pair.apply({}, x, method='encode')
b = pair.apply({}, x, method=pair.encode)
c = pair.apply({}, x, method=Pair.encode)
d = pair.apply({}, x, mutable=perhaps)
`;
    assert.deepEqual(await shown(text, 'y', 'a', 'b', 'c', 'd'), [
      'probabilities [2, 5]',
      'sigmoid-probabilities [2, 4]',
      'sigmoid-probabilities [2, 4]',
      'sigmoid-probabilities [2, 4]',
      'unknown',
    ]);
  });

  it('follows a training state through its steps', async () => {
    const text = `
class State(train_state.TrainState):
    statistics: dict

net = Net(4)
state = State.create(apply_fn=net.apply, params=net.init(jax.random.key(0), x)['params'], tx=optax.sgd(0.1), statistics={})
state = state.apply_gradients(grads=unknown_gradients).replace(statistics={})
y = state.apply_fn({'params': state.params}, x)
`;
    assert.deepEqual(await shown(text, 'y'), ['logits [2, 4]']);
  });

  it('calls modules of nnx as Python calls objects', async () => {
    const text = `
class Plain(nnx.Module):
    def __init__(self, *, rngs: nnx.Rngs):
        self.conv = nnx.Conv(3, 6, kernel_size=(3, 3), rngs=rngs)
        self.out = nnx.Linear(3, 6, rngs=rngs)

    def __call__(self, x):
        return nnx.log_softmax(self.out(x))

plain = Plain(rngs=nnx.Rngs(0))
y = plain(x)
chain = nnx.Sequential(nnx.Linear(3, 5, rngs=nnx.Rngs(1)), nnx.relu, nnx.Dropout(0.5, rngs=nnx.Rngs(2)))
z = chain(x)
image = plain.conv(jnp.ones((1, 8, 8, 3)))
`;
    assert.deepEqual(await shown(text, 'y', 'z', 'image'), [
      'log-probabilities [2, 6]',
      'values [2, 5]',
      'logits [1, n, n, 6]',
    ]);
  });

  it('reads recurrent layers in one and in both directions', async () => {
    const text = `
steps = jnp.ones((4, 7, 3))
one = nn.RNN(nn.GRUCell(5)).bind({})(steps)
both = nn.Bidirectional(nn.RNN(nn.LSTMCell(5)), nn.RNN(nn.LSTMCell(6))).bind({})(steps)
carry, kept = nn.RNN(nn.GRUCell(features=2), return_carry=True).bind({})(steps)
other = nn.RNN(nn.GRUCell(2), return_carry=unknown_flag).bind({})(steps)
`;
    assert.deepEqual(await shown(text, 'one', 'both', 'carry', 'kept', 'other'), [
      'unknown [4, 7, 5]',
      'unknown [4, 7, 11]',
      'unknown',
      'unknown [4, 7, 2]',
      'unknown',
    ]);
  });

  it('leaves the fields open that something unknown may give', async () => {
    const text = `
net = Net(4, **settings_of_a_file)
y = net.apply({}, x)
width = net.width
`;
    assert.deepEqual(await shown(text, 'y', 'width'), ['logits [2, 4]', 'unknown']);
  });

  it('reads the loss inside a gradient whose parameters are not known', async () => {
    const inspection = await read(`
net = Net(4)
params = net.init(jax.random.key(0), x)

def loss_function(params, labels):
    return optax.softmax_cross_entropy_with_integer_labels(net.apply(params, x), labels).mean()

loss, gradients = jax.value_and_grad(loss_function)(params, jnp.array([0, 3]))
`);
    const [call] = inspection.losses;
    assert.equal(inspection.losses.length, 1);
    assert.deepEqual(inspection.tensors[call!.inputs[0]!.tensor]!.shape, [2, 4]);
    assert.deepEqual(Array.from(inspection.tensors[call!.inputs[1]!.tensor]!.data!), [0, 3]);
    assert.equal(show(inspection, 'loss'), 'unknown');
  });

  it('does not say that parameters which are given have a gradient of zero', async () => {
    const inspection = await read(`
net = Net(4)
given = {'Dense_0': {'kernel': jnp.ones((3, 8)), 'bias': jnp.zeros(8)}, 'head': {'kernel': jnp.ones((8, 4)), 'bias': jnp.zeros(4)}}

def loss_function(params):
    logits = net.apply({'params': params}, x)
    return optax.softmax_cross_entropy_with_integer_labels(logits, jnp.array([0, 3])).mean()

gradients = jax.grad(loss_function)(given)
bias = gradients['head']['bias']
`);
    const record = inspection.variables['bias'];
    assert.ok(record?.kind === 'tensor');
    assert.deepEqual(inspection.tensors[record.tensor]!.shape, [4]);
    assert.equal(inspection.tensors[record.tensor]!.data, null);
  });
});
