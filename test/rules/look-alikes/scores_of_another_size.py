"""Maps that are brought to another size are still scores, and still probabilities."""
import torch
import torch.nn.functional as F
from torch import nn


class Parser(nn.Module):
    def __init__(self, kinds=21):
        super().__init__()
        self.trunk = nn.Sequential(nn.Conv2d(3, 64, 3, stride=2, padding=1), nn.ReLU())
        self.main = nn.Conv2d(64, kinds, 1)
        self.edge = nn.Sequential(nn.Conv2d(64, 1, 1), nn.Sigmoid(), nn.Upsample(scale_factor=2, mode="bilinear"))

    def forward(self, image):
        maps = self.trunk(image)
        main = F.interpolate(self.main(maps), size=image.shape[2:], mode="bilinear")
        return main, F.interpolate(main.log_softmax(1), scale_factor=0.5), self.edge(maps)


def train(parser, loader, optimizer):
    for image, kinds, small_kinds, edges in loader:
        main, logs, edge = parser(image)
        loss = F.cross_entropy(main, kinds) + F.nll_loss(logs, small_kinds) + F.binary_cross_entropy(edge, edges)
        # What is enlarged inside of a model is no score of a loss.
        hidden = F.interpolate(torch.sigmoid(main), scale_factor=2) * main.mean()
        loss = loss + F.cross_entropy(nn.Conv2d(21, 21, 1)(hidden), kinds)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


parser = Parser()
train(parser, loader, torch.optim.SGD(parser.parameters(), lr=0.1))
