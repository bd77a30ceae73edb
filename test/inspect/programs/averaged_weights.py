"""Stochastic weight averaging and moving averages of weights (torch.optim.swa_utils), and Adafactor."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.optim.swa_utils import SWALR, AveragedModel, get_ema_avg_fn, get_ema_multi_avg_fn, update_bn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
x, y = torch.randn(12, 3), torch.randint(0, 2, (12,))
loader = DataLoader(TensorDataset(x, y), batch_size=4, shuffle=True)
model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 2))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=6)
swa_model = AveragedModel(model)
ema_model = AveragedModel(model, avg_fn=get_ema_avg_fn(0.9))
multi_model = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.8), use_buffers=True)
custom = AveragedModel(model, avg_fn=lambda averaged, current, n: 0.5 * averaged + 0.5 * current)
swa_scheduler = SWALR(optimizer, swa_lr=0.05, anneal_epochs=3)
print(swa_scheduler.state_dict())
print(swa_model)
for epoch in range(6):
    for inputs, labels in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(inputs), labels)
        loss.backward()
        optimizer.step()
        ema_model.update_parameters(model)
        multi_model.update_parameters(model)
    if epoch >= 3:
        swa_model.update_parameters(model)
        custom.update_parameters(model)
        swa_scheduler.step()
    else:
        scheduler.step()
    print(epoch, f"{loss.item():.4f}", f"{optimizer.param_groups[0]['lr']:.6f}", swa_model.n_averaged.item())
update_bn(loader, swa_model)
print(swa_model.module[1].running_mean, swa_model.module[1].momentum, swa_model.module[1].num_batches_tracked)
swa_model.eval()
print(swa_model(x[:2]))
print(ema_model.module[0].weight)
print(multi_model.module[1].running_var, multi_model.module[1].num_batches_tracked, multi_model.n_averaged)
print(custom.module[3].bias, custom.module[3].bias.requires_grad)
print([name for name, _ in swa_model.named_parameters()], list(swa_model.state_dict())[:3])
print(torch.equal(swa_model.module[0].weight, model[0].weight))
linear = SWALR(torch.optim.SGD(model.parameters(), lr=1.0), swa_lr=0.1, anneal_epochs=4, anneal_strategy="linear")
rates = []
for _ in range(6):
    rates.append(f"{linear.get_last_lr()[0]:.4f}")
    linear.optimizer.step()
    linear.step()
print(rates)
try:
    get_ema_avg_fn(1.5)
except ValueError as error:
    print(error)

for settings in ({}, {"lr": 0.1, "weight_decay": 0.1, "d": 2.0}, {"eps": (1e-6, 0.01), "beta2_decay": -0.5, "maximize": True}):
    torch.manual_seed(1)
    net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
    adafactor = torch.optim.Adafactor(net.parameters(), **settings)
    for _ in range(4):
        adafactor.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        adafactor.step()
    print(adafactor)
    print(loss, net[0].weight, net[2].bias)
state = adafactor.state_dict()
print(state["state"][0])
print(state["state"][1])
print(state["param_groups"])
