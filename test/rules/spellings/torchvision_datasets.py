"""Images and classes that a dataset of torchvision gives, whichever they are."""
import torch
import torch.nn.functional as F
import torchvision
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split
from torchvision import datasets, transforms as T

clothes = datasets.FashionMNIST("data", transform=T.Compose([T.RandomCrop(28, padding=2), T.ToTensor()]))
train, held_out = random_split(clothes, [0.9, 0.1])
model = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))
for images, kinds in DataLoader(train, batch_size=64):
    loss = F.binary_cross_entropy_with_logits(model(images)[:, 0], kinds)  # error: integer-target-to-bce
    hits = (model(images).argmax(0) == kinds).sum()  # error: argmax-wrong-dim


class Pairs(Dataset):
    def __init__(self, base):
        self.base = base

    def __len__(self):
        return len(self.base)

    def __getitem__(self, at):
        image, kind = self.base[at]
        return image, torch.tensor(float(kind % 2))


birds = torchvision.datasets.ImageFolder(
    "birds", torchvision.transforms.Compose([torchvision.transforms.Resize((32, 32)), torchvision.transforms.ToTensor()])
)
images, odd = next(iter(DataLoader(Pairs(birds), batch_size=8, shuffle=True)))
score = nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 1))
loss = F.mse_loss(score(images), odd)  # error: broadcast-shape-mismatch

hot = datasets.CIFAR10(
    "data",
    transform=T.ToTensor(),
    target_transform=T.Lambda(lambda kind: torch.zeros(10, dtype=torch.long).scatter_(0, torch.tensor(kind), 1)),
)
colours = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.Flatten(), nn.Linear(8 * 30 * 30, 10))
for pictures, rows in DataLoader(hot, 16):
    loss = F.cross_entropy(colours(pictures), rows)  # error: one-hot-target
