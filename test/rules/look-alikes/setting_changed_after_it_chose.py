import argparse

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--classes", type=int)
args = parser.parse_args()
model = nn.Sequential(nn.Linear(4, 3), nn.LogSoftmax(1))
criterion = nn.NLLLoss() if args.classes > 1 else nn.BCELoss()
args.classes = 1
if args.classes == 1:
    loss = criterion(model(torch.randn(5, 4)), torch.zeros(5, dtype=torch.long))
