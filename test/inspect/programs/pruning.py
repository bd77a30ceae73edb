"""torch.nn.utils.prune: masks on parameters, training with them, and taking them away."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import prune

torch.manual_seed(31)
net = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 4))
prune.l1_unstructured(net[0], name="weight", amount=0.3)
print([name for name, _ in net[0].named_parameters()], [name for name, _ in net[0].named_buffers()])
print(net[0].weight_mask.sum(), net[0].weight[0])
prune.ln_structured(net[2], name="weight", amount=0.5, n=2, dim=0)
print((net[2].weight == 0).all(1), list(net.state_dict()))
x, y = torch.randn(10, 6), torch.randint(0, 4, (10,))
optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
for step in range(3):
    optimizer.zero_grad()
    loss = F.cross_entropy(net(x), y)
    loss.backward()
    optimizer.step()
    zeros = float((net[0].weight == 0).sum()) / net[0].weight.nelement()
    print(step, f"{loss:.4f} sparsity {100 * zeros:.2f}%")
print(prune.is_pruned(net), net[0].weight_orig.grad.abs().sum())
prune.random_unstructured(net[0], "weight", amount=5)
prune.ln_structured(net[0], "weight", amount=2, n=1, dim=1)
prune.random_structured(net[2], "weight", amount=1, dim=0)
print(net[0].weight_mask, net[2].weight)
try:
    prune.random_structured(net[2], "bias", amount=1, dim=0)
except ValueError as error:
    print(error)
prune.remove(net[0], "weight")
print([name for name, _ in net[0].named_parameters()], (net[0].weight == 0).sum(), net[0].weight.requires_grad)
try:
    prune.remove(net[0], "weight")
except ValueError as error:
    print(error)

small = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 2))
pairs = [(small[0], "weight"), (small[1], "weight")]
prune.global_unstructured(pairs, pruning_method=prune.L1Unstructured, amount=0.4)
print([(module.weight == 0).sum().item() for module, _ in pairs])
prune.custom_from_mask(small[0], "bias", torch.tensor([1, 0, 1, 0]))
print(small[0].bias, small(torch.ones(1, 4)))


class EveryOther(prune.BasePruningMethod):
    PRUNING_TYPE = "unstructured"

    def compute_mask(self, t, default_mask):
        mask = default_mask.clone()
        mask.view(-1)[::2] = 0
        return mask


layer = nn.Linear(3, 2)
EveryOther.apply(layer, "weight")
print(layer.weight_mask, prune.is_pruned(small), prune.is_pruned(nn.Linear(1, 1)))
