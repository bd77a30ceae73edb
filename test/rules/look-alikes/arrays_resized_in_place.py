# numpy's method changes the array itself, where the function of the same name gives another one.
import numpy as np
import torch
from torch import nn

model = nn.Linear(1, 1)
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def train(rounds, length):
    for step in range(rounds):
        wave = np.sin(np.linspace(step * np.pi, (step + 1) * np.pi, 21))
        wave.resize((21, 1))
        x = torch.Tensor(wave[:-1])
        y = torch.Tensor(wave[1:])
        loss = criterion(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


train(3, 20)
