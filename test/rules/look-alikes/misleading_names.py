import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 16)
        self.sigmoid = nn.Linear(16, 8)
        self.softmax = nn.Linear(8, 4)

    def forward(self, x):
        probabilities = self.softmax(self.sigmoid(torch.relu(self.hidden(x))))
        # probabilities = torch.softmax(probabilities, dim=1)
        return probabilities


net = Net()
probs = net(torch.randn(3, 20))
loss = nn.CrossEntropyLoss()(probs, torch.tensor([0, 1, 2]))
