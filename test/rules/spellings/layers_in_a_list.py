from torch import nn

layers = [nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1), nn.Sigmoid()]
model = nn.Sequential(*layers)


def step(x, y):
    return nn.BCEWithLogitsLoss()(model(x), y)  # warning: sigmoid-before-bce-with-logits
