"""Elements of matrices that are normalized over their rows on purpose."""
import torch
from torch import nn

net = nn.Linear(8, 3)
x = torch.randn(5, 8)
y = torch.tensor([0, 1, 2, 1, 1])

# The samples that a class attends to.
attention = torch.softmax(net(x), dim=0)
print(attention[:, 1], attention[torch.tensor([3, 1, 0]), torch.tensor([0, 1, 2])])
# Rows are classes here.
turned = torch.log_softmax(net(x).T, dim=0)
loss = -turned[y, torch.arange(5)].mean()
rows = torch.log_softmax(net(x), dim=1)
(loss - rows[torch.arange(5), y].mean()).backward()
