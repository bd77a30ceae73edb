import torch.nn as nn
import torch.nn.functional as F


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 4)

    def forward(self, x):
        logits = self.out(x)
        return {'logits': logits, 'probs': F.softmax(logits, dim=-1)}


classifier = Classifier()


def step(batch, target):
    output = classifier(batch)
    loss = F.cross_entropy(output['logits'], target)
    return loss, output['probs'].max(dim=-1).values > 0.9
