import pytest
import torch
from torch import nn
import torch.nn.functional as F


class NTXent(nn.Module):
    def __init__(self, temperature=0.5):
        super().__init__()
        self.temperature = temperature
        self.cross_entropy = nn.CrossEntropyLoss(reduction="mean")

    def forward(self, one, other):
        count, _ = one.shape
        one = F.normalize(one, dim=1)
        other = F.normalize(other, dim=1)
        same = torch.eye(count, dtype=torch.bool)
        within = torch.einsum("nc,mc->nm", one, one) / self.temperature
        across = torch.einsum("nc,mc->nm", one, other) / self.temperature
        within = within[~same].view(count, -1)
        logits = torch.cat([across, within], dim=1)
        labels = torch.arange(count)
        return self.cross_entropy(logits, labels)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_is_symmetric(count):
    loss = NTXent()
    first, second = torch.randn(count, 8), torch.randn(count, 8)
    assert loss(first, second) == pytest.approx(loss(second, first))
    for size in range(1, 20):
        first, second = torch.randn(size, 8), torch.randn(size, 8)
        assert (loss(first, second) - loss(second, first)).abs() < 1e-5


encoder = nn.Linear(12, 6)
first, second = encoder(torch.randn(1, 12)), encoder(torch.randn(1, 12))
similarity = F.normalize(first) @ F.normalize(second).T / 0.1
alone = F.cross_entropy(similarity, torch.arange(1))
