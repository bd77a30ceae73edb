import torch
from torch import nn

generator = nn.Sequential(nn.Linear(16, 64), nn.ReLU(), nn.Linear(64, 784), nn.Tanh())
painter = nn.Sequential(nn.Linear(16, 784), nn.Sigmoid())
discriminator = nn.Sequential(nn.Linear(784, 64), nn.LeakyReLU(0.2), nn.Linear(64, 1))
adversarial = nn.BCEWithLogitsLoss()
least_squares = nn.MSELoss()


def generator_step(noise, valid):
    return adversarial(discriminator(generator(noise)), valid) + least_squares(discriminator(painter(noise)), valid)
