import torch
import torch.nn.functional as F
from collections import Counter, defaultdict, OrderedDict, deque, namedtuple
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import List, Optional, Tuple, Dict
import argparse, itertools, math, random, time, os, sys, copy, json
torch.manual_seed(0)
# masked mean, padding
seqs = [torch.tensor([1, 2, 3]), torch.tensor([4, 5]), torch.tensor([6])]
padded = torch.nn.utils.rnn.pad_sequence(seqs, batch_first=True, padding_value=0)
print(padded)
lengths = torch.tensor([len(s) for s in seqs])
mask = torch.arange(padded.size(1))[None, :] < lengths[:, None]
print(mask)
emb = torch.randn(3, 3, 2)
mean = (emb * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
print(mean)
# one hot by scatter
y = torch.tensor([0, 2, 1])
onehot = torch.zeros(3, 3).scatter_(1, y.unsqueeze(1), 1)
print(onehot, F.one_hot(y, num_classes=3), torch.eye(3)[y])
# smoothing
eps = 0.1
smooth = onehot * (1 - eps) + eps / onehot.size(1)
logits = torch.randn(3, 3, requires_grad=True)
print(-(smooth * F.log_softmax(logits, dim=1)).sum(1).mean(), F.cross_entropy(logits, y, label_smoothing=eps))
# confusion
pred = torch.tensor([0, 1, 1]); n = 3
print(torch.bincount(y * n + pred, minlength=n * n).reshape(n, n))
cm = torch.zeros(n, n, dtype=torch.int64)
for t, p in zip(y.view(-1), pred.view(-1)):
    cm[t.long(), p.long()] += 1
print(cm, cm.diag() / cm.sum(1))
def accuracy(output, target, topk=(1,)):
    maxk = max(topk)
    batch_size = target.size(0)
    _, pred = output.topk(maxk, 1, True, True)
    pred = pred.t()
    correct = pred.eq(target.view(1, -1).expand_as(pred))
    res = []
    for k in topk:
        correct_k = correct[:k].reshape(-1).float().sum(0, keepdim=True)
        res.append(correct_k.mul_(100.0 / batch_size))
    return res
print(accuracy(logits, y, topk=(1, 2)))
class AverageMeter(object):
    """Computes and stores the average and current value"""
    def __init__(self, name, fmt=':f'):
        self.name = name
        self.fmt = fmt
        self.reset()
    def reset(self):
        self.val = 0
        self.avg = 0
        self.sum = 0
        self.count = 0
    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count
    def __str__(self):
        fmtstr = '{name} {val' + self.fmt + '} ({avg' + self.fmt + '})'
        return fmtstr.format(**self.__dict__)
m = AverageMeter('Loss', ':.4e')
m.update(0.5, 2); m.update(0.25)
print(m)
@dataclass
class Config:
    lr: float = 1e-3
    layers: List[int] = field(default_factory=lambda: [4, 8])
    name: Optional[str] = None
    def __post_init__(self):
        self.depth = len(self.layers)
cfg = Config(lr=0.1)
print(cfg, cfg.depth, cfg == Config(0.1))
args = argparse.Namespace(lr=0.1, epochs=3)
print(args, args.lr, vars(args))
args.gamma = 0.9
print(f"{args.gamma=} {cfg.lr:.2e} {1234567:,} {0.1234:.1%} {'x':>5}|{'y':<5}|{'z':^5}| {3:03d} {255:#x} {5:b}")
print("Epoch: %d, loss: %.3f, %s %5d %-5s| %e %%" % (1, 0.5, 'abc', 42, 'l', 12345.678))
print("{:<10}{:>8.3f}{:^7}".format("acc", 0.98765, "mid"), "{0} {1} {0}".format(1, 2), "{a}-{b!r}".format(a=1, b='q'))
c = Counter("abracadabra"); print(c.most_common(2), c['z'])
d = defaultdict(list)
for i, w in enumerate(['a', 'b', 'a']): d[w].append(i)
print(dict(d), d)
od = OrderedDict([('conv', 1), ('relu', 2)]); print(od, list(od.items()))
dq = deque(maxlen=3); [dq.append(i) for i in range(5)]; print(dq, sum(dq) / len(dq))
P = namedtuple('Point', ['x', 'y']); p = P(1, y=2); print(p, p.x, p._asdict(), p._replace(x=5))
add = partial(torch.add, alpha=2); print(add(torch.ones(2), torch.ones(2)))
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), list(itertools.chain([1], [2, 3])), list(itertools.product('ab', repeat=2)), list(itertools.islice(itertools.count(), 3)))
def gen(n):
    for i in range(n):
        x = yield i
    return n
print(list(gen(3)), sum(i for i in gen(4)), max(gen(3), default=None), next(iter(gen(2))))
def timer(fn):
    def wrapper(*args, **kwargs):
        out = fn(*args, **kwargs)
        return out, fn.__name__
    return wrapper
@timer
def compute(a, *rest, scale=1, **kw):
    return (a + sum(rest)) * scale + len(kw)
print(compute(1, 2, 3, scale=2, z=1))
class Temp:
    def __init__(self, c): self._c = c
    @property
    def f(self): return self._c * 9 / 5 + 32
    @f.setter
    def f(self, v): self._c = (v - 32) * 5 / 9
    @staticmethod
    def zero(): return Temp(0)
    @classmethod
    def of(cls, c): return cls(c)
    def __repr__(self): return f"Temp({self._c})"
    def __eq__(self, o): return self._c == o._c
    def __lt__(self, o): return self._c < o._c
    def __len__(self): return 3
    def __contains__(self, x): return x == self._c
    def __call__(self, x): return x + self._c
    def __enter__(self): return self
    def __exit__(self, *a): return False
t = Temp(100); t.f = 50; print(t, t.f, Temp.of(3), sorted([Temp(3), Temp(1)]), len(t), 10.0 in t, t(1))
print(json.dumps({'a': [1, 2], 'b': None, 'c': True}), json.loads('{"x": 1.5}'), json.dumps({'a': 1}, indent=2))
a, *b = [1, 2, 3]; (c, d), e = (1, 2), 3
print(a, b, c, d, e, [*b, a], {**{'x': 1}, 'y': 2}, a if b else c, not a, 1 < a + 1 < 5)
print(list(map(str, [1, 2])), list(filter(None, [0, 1])), list(zip([1, 2], 'ab')), sorted({'b': 1, 'a': 2}), sorted([3, 1, 2], key=lambda v: -v, reverse=True), any([0, 1]), all([]), divmod(7, 3), round(2.567, 2), abs(-3), pow(2, 3), isinstance(1, (int, float)))
print('a,b'.split(','), ' x '.strip(), 'Ab'.lower(), 'x'.join(['1', '2']), 'abc'[::-1], 'hello'.replace('l', 'L'), 'abc'.startswith('a'), 'b' in 'abc', 'abc'.upper().title(), '%s' % None, 'a-b'.partition('-'), 'x'.zfill(3), 'x'.center(5, '*'))
print(copy.deepcopy([1, [2]]), set([3, 1]) | {2}, frozenset([1]), 7 // 2, -7 // 2, -7 % 3, 2 ** -1, 1e20, 1e-5, 0.1 + 0.2, float('inf'), 3.0, 1_000)
if (n := len([1, 2])) > 1: print(n)
while True:
    n -= 1
    if n < 0: break
else:
    print('no')
try:
    {}['k']
except KeyError as e:
    print('KeyError', e, repr(e))
finally:
    print('fin')
try:
    int('x')
except (ValueError, TypeError) as e:
    print(type(e).__name__, e)
try: [1][3]
except Exception as e: print(type(e), e)
try: 1 / 0
except ZeroDivisionError as e: print(e)
try: assert False, "msg"
except AssertionError as e: print(e)
class MyErr(Exception): pass
try: raise MyErr("boo", 1)
except MyErr as e: print(e, e.args)
