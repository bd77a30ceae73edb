/** How PyTorch prints a module (torch/nn/modules/module.py and container.py). */
import type { Runtime } from '../../runtime';
import { inheritsFrom, type InstanceValue } from '../../values';
import { childrenOf, isWhole } from './tree';

const indented = (text: string): string => text.replaceAll('\n', '\n  ');

/** `Name(what its extra_repr says, then the modules inside)`; undefined where something in it is not known. */
export function moduleText(self: InstanceValue, runtime: Runtime): string | undefined {
  const { name } = self.class;
  const title = name.slice(name.lastIndexOf('.') + 1);
  if (!isWhole(self)) return undefined;
  const extra = runtime.call(runtime.getAttribute(self, 'extra_repr'), []);
  if (extra.kind !== 'str') return undefined;
  const children: (readonly [string, string])[] = [];
  for (const [child, module] of childrenOf(self)) {
    const text = runtime.format(module, 'repr');
    if (text === undefined) return undefined;
    children.push([child, text]);
  }
  const extraLines = extra.value === '' ? [] : extra.value.split('\n');
  const childLines = inheritsFrom(self.class, 'torch.nn.ModuleList')
    ? grouped(children.map(([, text]) => text))
    : children.map(([child, text]) => `(${child}): ${indented(text)}`);
  if (extraLines.length === 1 && childLines.length === 0) return `${title}(${extraLines[0]!})`;
  const lines = [...extraLines, ...childLines];
  return lines.length === 0 ? `${title}()` : `${title}(\n  ${lines.join('\n  ')}\n)`;
}

/** Equal modules in a row are printed once: `(0-2): 3 x Linear(…)`. */
function grouped(texts: readonly string[]): string[] {
  const lines: string[] = [];
  for (let start = 0; start < texts.length;) {
    const text = texts[start]!;
    let end = start;
    while (texts[end + 1] === text) end++;
    const line = start === end ? `(${start}): ${text}` : `(${start}-${end}): ${end - start + 1} x ${text}`;
    lines.push(indented(line));
    start = end + 1;
  }
  return lines;
}
