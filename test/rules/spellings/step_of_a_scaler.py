"""A scaler makes the step, once for eight batches: the data are known, and the loop over them is left before the eighth."""
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def train(x, y, every=8):
    model = nn.Linear(x.shape[1], 4)
    optimizer = torch.optim.AdamW(model.parameters())
    scaler = torch.amp.GradScaler()
    criterion = nn.CrossEntropyLoss()
    loader = DataLoader(TensorDataset(x, y), batch_size=16)
    for at, (rows, labels) in enumerate(loader, start=1):
        loss = criterion(model(rows), labels) / every
        scaler.scale(loss).backward()  # warning: missing-zero-grad
        if at % every == 0 or at == len(loader):
            scaler.step(optimizer)
            scaler.update()


train(torch.randn(2000, 64), torch.randint(4, (2000,)))
