import assert from 'node:assert/strict';
import { nodesNear, nodesOfKind } from '../../src/python/nodes';
import { parseModule, parseOutline } from '../../src/python/parse';

const text = `@register(step)
def train(loader, begin=step()):
    for batch in loader:
        step(batch)

def other():
    return unrelated(1)

class Trainer:
    def run(self):
        def inner():
            self.step()
        return inner
`;

describe('the nodes near a name', () => {
  const calls = (nodes: readonly { readonly start: number; readonly end: number }[]): string[] =>
    nodes.map(({ start, end }) => text.slice(start, end));

  it('are those of the functions whose text holds it, decorators and defaults among them', () => {
    const module = parseOutline(text);
    assert.deepEqual(calls(nodesNear({ text, module }, 'Call', 'step')), [
      'register(step)',
      'step()',
      'step(batch)',
      'self.step()',
    ]);
    assert.deepEqual(calls(nodesNear({ text, module }, 'Call', 'nowhere')), []);
  });

  it('are all of the kind where these are listed already', () => {
    const module = parseModule(text);
    const all = nodesOfKind(module, 'Call');
    assert.equal(nodesNear({ text, module }, 'Call', 'step'), all);
  });
});
