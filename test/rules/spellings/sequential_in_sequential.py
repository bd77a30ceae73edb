from torch import nn

features = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Flatten())
classifier = nn.Sequential(
    nn.Linear(128, 64),
    nn.ReLU(),
    nn.Sequential(nn.Linear(64, 10), nn.Softmax(dim=1)),
)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = features
        self.classifier = classifier

    def forward(self, x):
        return self.classifier(self.features(x))


net = Net()
criterion = nn.CrossEntropyLoss()


def train(loader):
    for inputs, labels in loader:
        outputs = net(inputs)
        loss = criterion(outputs, labels)  # warning: softmax-before-cross-entropy
        loss.backward()
