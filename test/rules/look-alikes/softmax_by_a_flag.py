import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(32, 10)

    def forward(self, x, return_probs=False):
        logits = self.fc(x)
        if return_probs:
            return F.softmax(logits, dim=1)
        return logits


net = Net()


def step(x, y, options):
    known = F.cross_entropy(net(x), y)
    perhaps = F.cross_entropy(net(x, options.probabilities), y)
    return known + perhaps
