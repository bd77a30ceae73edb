import argparse
import os
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn


def set_seed(seed=42):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.cuda.manual_seed_all(seed)
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
    os.environ["PYTHONHASHSEED"] = str(seed)


def get_args(argv=None):
    parser = argparse.ArgumentParser(description="train")
    parser.add_argument("--lr", type=float, default=0.1, help="learning rate")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch-size", "-b", type=int, default=4)
    parser.add_argument("--optimizer", choices=["sgd", "adam"], default="sgd")
    parser.add_argument("--no-cuda", action="store_true")
    parser.add_argument("--name", required=False)
    return parser.parse_args(argv)


set_seed(7)
args = get_args([])
print(args.lr, args.epochs, args.batch_size, args.no_cuda, args.name, vars(args)["optimizer"])
other = get_args(["--lr", "0.5", "-b", "8", "--no-cuda"])
print(other.lr, other.batch_size, other.no_cuda)
device = torch.device("cuda" if torch.cuda.is_available() and not args.no_cuda else "cpu")
model = nn.Linear(3, 1).to(device)
opts = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
optimizer = opts[args.optimizer](model.parameters(), lr=args.lr)
x = torch.randn(8, 3)
y = x.sum(1, keepdim=True)
best = float("inf")
for epoch in range(args.epochs):
    epoch_loss = []
    for xb, yb in zip(x.split(args.batch_size), y.split(args.batch_size)):
        loss = nn.functional.l1_loss(model(xb), yb)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        epoch_loss.append(loss.detach().cpu())
    mean = torch.stack(epoch_loss).mean()
    print(f"[{epoch + 1}/{args.epochs}] loss={mean:.4f}", flush=True)
    sys.stdout.flush()
print(random.randint(0, 10), f"{np.random.rand():.4f}")
