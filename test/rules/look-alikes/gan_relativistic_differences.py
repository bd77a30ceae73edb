import torch
from torch import nn

critic = nn.Linear(16, 1)
criterion = nn.BCEWithLogitsLoss()
real, fake = torch.randn(4, 16), torch.randn(4, 16)
score_real, score_fake = critic(real), critic(fake)
loss = criterion(score_real - score_fake, torch.ones(4, 1))
