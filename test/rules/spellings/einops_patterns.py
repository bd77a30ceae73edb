"""What patterns of einops do on the way from a head to its loss."""
import torch
import torch.nn.functional as F
from einops import rearrange, reduce
from einops.layers.torch import Rearrange
from torch import nn


class Patches(nn.Module):
    def __init__(self, kinds=19):
        super().__init__()
        self.cut = nn.Sequential(Rearrange("b c (h p) (w q) -> b (h w) (p q c)", p=8, q=8), nn.Linear(192, 64))
        self.pixels = nn.Linear(64, kinds * 64)

    def forward(self, images):
        rows = self.pixels(self.cut(images))
        return rearrange(rows, "b (h w) (p q c) -> b (h p) (w q) c", h=16, p=8, q=8)


class Pooled(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(16, 32)
        self.head = nn.Sequential(nn.Linear(32, 5), nn.Softmax(dim=-1))

    def forward(self, tokens):
        return rearrange(self.head(reduce(self.body(tokens), "b n d -> b d", "mean")), "b c -> b c")


patches, pooled = Patches(), Pooled()
for images, mask, tokens, kinds in batches:
    loss = F.cross_entropy(patches(images.view(4, 3, 128, 128)), mask.view(4, 128, 128))  # error: class-dim-not-second
    loss = loss + F.cross_entropy(pooled(tokens), kinds)  # warning: softmax-before-cross-entropy


def some_masks(images, masks):
    scores = patches(images.view(-1, 3, 128, 128))
    return F.cross_entropy(scores, masks.view(-1, 128, 128).long())  # error: class-dim-not-second
