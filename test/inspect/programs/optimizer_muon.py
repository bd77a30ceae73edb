"""Muon, whose steps are made in bfloat16, beside AdamW for what is no matrix."""
import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))
x, y = torch.randn(10, 4), torch.randint(3, (10,))
hidden = [p for p in net.parameters() if p.ndim == 2]
rest = [p for p in net.parameters() if p.ndim != 2]
muon = torch.optim.Muon(hidden, lr=0.02, weight_decay=0.01)
adam = torch.optim.AdamW(rest, lr=1e-2)
print(muon)
for step in range(6):
    loss = F.cross_entropy(net(x), y)
    muon.zero_grad(); adam.zero_grad(); loss.backward(); muon.step(); adam.step()
    print(step, round(loss.item(), 5))
print(net[0].weight)
print(list(muon.state_dict()['state'][0]), muon.state[hidden[0]]['momentum_buffer'].norm())
w = nn.Parameter(torch.arange(6.).reshape(2, 3) / 6)
for kw in ({'adjust_lr_fn': 'match_rms_adamw'}, {'nesterov': False, 'ns_steps': 3}, {'momentum': 0.5, 'lr': 0.1}):
    w.data = torch.arange(6.).reshape(2, 3) / 6
    o = torch.optim.Muon([w], **kw)
    for _ in range(2):
        o.zero_grad(); ((w - 1) ** 2 * torch.tensor([1., 2., 3.])).sum().backward(); o.step()
    print(w.data)
for bad in (lambda: torch.optim.Muon(net.parameters()), lambda: torch.optim.Muon([w], lr=-1.), lambda: torch.optim.Muon([w], momentum=-1.)):
    try: bad()
    except ValueError as e: print(e)
