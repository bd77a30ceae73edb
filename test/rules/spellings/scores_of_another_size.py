"""Between a head and its loss the maps are brought to the size of the image, which is not known."""
import torch
import torch.nn.functional as F
from torch import nn


class Parser(nn.Module):
    def __init__(self, kinds=21):
        super().__init__()
        self.trunk = nn.Sequential(nn.Conv2d(3, 64, 3, stride=2, padding=1), nn.ReLU())
        self.main = nn.Conv2d(64, kinds, 1)
        self.side = nn.Sequential(nn.Conv2d(64, kinds, 1), nn.Softmax(dim=1))
        self.edge = nn.Conv2d(64, 1, 1)
        self.enlarge = nn.UpsamplingBilinear2d(scale_factor=2)

    def forward(self, image):
        size = image.shape[-2:]
        maps = self.trunk(image)
        main = F.interpolate(self.main(maps), size=size, mode="bilinear", align_corners=False)
        side = F.interpolate(self.side(maps), size=(image.size(2), image.size(3)))
        return main, side, self.enlarge(self.edge(maps))


def train(parser, loader, optimizer):
    for image, kinds, edges in loader:
        main, side, edge = parser(image)
        loss = F.cross_entropy(main, kinds)
        loss = loss + 0.4 * F.cross_entropy(side, kinds)  # warning: softmax-before-cross-entropy
        loss = loss + F.binary_cross_entropy(edge, edges)  # error: bce-on-logits
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


parser = Parser()
train(parser, loader, torch.optim.SGD(parser.parameters(), lr=0.1))


def flat_loss(image, kinds):
    main, _, _ = parser(image)
    rows = main.view(-1, 21)  # error: view-without-permute
    return F.cross_entropy(rows, kinds.view(-1))
