import torch
from accelerate import Accelerator
from torch import nn
from torch.nn.parallel import DistributedDataParallel as DDP

accelerator = Accelerator()
device = torch.device("cuda")


def make():
    return nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 3), nn.Softmax(dim=1))


model = make()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
compiled = torch.compile(make().to(device), mode="reduce-overhead")
parallel = nn.DataParallel(make().cuda())
distributed = DDP(make().half(), device_ids=[0])
criterion = nn.CrossEntropyLoss()

for x, y in loader:
    optimizer.zero_grad()
    loss = criterion(model(x), y)  # warning: softmax-before-cross-entropy
    accelerator.backward(loss)
    optimizer.step()


@torch.compile(fullgraph=True)
def step(x, y):
    return criterion(compiled(x), y)  # warning: softmax-before-cross-entropy


def others(x, y):
    a = criterion(parallel(x), y)  # warning: softmax-before-cross-entropy
    b = criterion(distributed(x), y)  # warning: softmax-before-cross-entropy
    return a + b
