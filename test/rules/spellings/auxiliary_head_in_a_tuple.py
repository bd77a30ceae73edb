import torch
from torch import nn


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(64, 32), nn.LeakyReLU(0.2))
        self.adv_layer = nn.Sequential(nn.Linear(32, 1), nn.Sigmoid())
        self.aux_layer = nn.Sequential(nn.Linear(32, 10), nn.Softmax(dim=1))

    def forward(self, image):
        out = self.body(image)
        validity = self.adv_layer(out)
        label = self.aux_layer(out)
        return validity, label


adversarial_loss = nn.BCELoss()
auxiliary_loss = nn.CrossEntropyLoss()
discriminator = Discriminator()


def step(images, valid, labels):
    real_pred, real_aux = discriminator(images)
    return (adversarial_loss(real_pred, valid) + auxiliary_loss(real_aux, labels)) / 2  # warning: softmax-before-cross-entropy
