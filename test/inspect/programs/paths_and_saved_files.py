import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn as nn

path = Path('runs') / 'exp1' / 'model.tar.gz'
print(path, repr(path), path.suffix, path.stem, path.name, path.parent, path.parent.parent, path.parts)
print(path.with_suffix('.pt'), Path('/a/b/') / 'c', Path('a') == Path('a/'), str(path), f'{path}')
print(path.with_name('x'), path.joinpath('y', 'z'), Path('.'), Path('a', 'b'), isinstance(path, Path))
print(os.path.join('a', 'b.pt'), os.path.splitext('m.tar.gz'), os.path.basename('/a/b.txt'))
print(os.path.dirname('/a/b.txt'), os.path.splitext('.bashrc'), os.path.splitext('a.b/c'))

torch.manual_seed(0)
model = nn.Linear(2, 2)
buffer = io.BytesIO()
torch.save({'epoch': 3, 'model': model.state_dict()}, buffer)
buffer.seek(0)
loaded = torch.load(buffer)
print(loaded['epoch'], torch.equal(loaded['model']['weight'], model.weight), loaded['model']['weight'].requires_grad)

checkpoint = Path('/tmp') / 'losslens-last.pt'
for epoch in range(3):
    torch.save({'epoch': epoch, 'state': model.state_dict()}, checkpoint)
    with torch.no_grad():
        model.weight.add_(1)
last = torch.load('/tmp/losslens-last.pt', weights_only=True)
print(last['epoch'], (model.weight - last['state']['weight']).mean())
print(model.load_state_dict(last['state']))


@dataclass(frozen=True)
class Config:
    lr: float = 1e-3


try:
    Config().lr = 2
except AttributeError as error:
    print(type(error).__name__, error)
try:
    torch.linalg.inv(torch.zeros(2, 2))
except torch.linalg.LinAlgError as error:
    print(type(error).__name__, error)
print('to stdout', file=sys.stdout)
print('to stderr', file=sys.stderr)
