import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Pairs(Dataset):
    def __init__(self, path):
        self.images = torch.load(path)

    def __len__(self):
        return self.images.shape[0]

    def __getitem__(self, index):
        if index % 2 == 0:
            target = torch.tensor(1, dtype=torch.float)
        else:
            target = torch.tensor(0, dtype=torch.float)
        return self.images[index], self.images[index - 1], target


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3)
        self.fc = nn.Linear(2 * 8 * 26 * 26, 1)

    def features(self, x):
        x = torch.relu(self.conv(x))
        return x.view(x.size(0), -1)

    def forward(self, first, second):
        return torch.sigmoid(self.fc(torch.cat((self.features(first), self.features(second)), 1)))


model = Siamese()
criterion = nn.BCELoss()
optimizer = torch.optim.Adadelta(model.parameters())
for first, second, target in DataLoader(Pairs("images.pt"), batch_size=64, shuffle=True):
    optimizer.zero_grad()
    loss = criterion(model(first, second), target)  # error: broadcast-shape-mismatch
    loss.backward()
    optimizer.step()
