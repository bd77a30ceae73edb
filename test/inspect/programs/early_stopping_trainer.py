import logging
import math
import os
import time
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset, random_split

logging.basicConfig(level=logging.WARNING)
logger = logging.getLogger(__name__)


@dataclass
class Config:
    lr: float = 0.05
    epochs: int = 30
    batch_size: int = 8
    hidden: int = 6
    seed: int = 42
    betas: Tuple[float, float] = (0.9, 0.99)
    tags: List[str] = field(default_factory=list)


class SineDataset(Dataset):
    def __init__(self, n: int, noise: float = 0.05):
        rng = torch.Generator().manual_seed(0)
        self.x = torch.rand(n, 1, generator=rng) * 2 * math.pi
        self.y = torch.sin(self.x) + noise * torch.randn(n, 1, generator=rng)

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, i: int):
        return self.x[i], self.y[i]


class EarlyStopping:
    def __init__(self, patience: int = 5, min_delta: float = 0.0):
        self.patience = patience
        self.min_delta = min_delta
        self.counter = 0
        self.best: Optional[float] = None
        self.should_stop = False

    def __call__(self, value: float) -> bool:
        if self.best is None or value < self.best - self.min_delta:
            self.best = value
            self.counter = 0
            return True
        self.counter += 1
        self.should_stop = self.counter >= self.patience
        return False


class Regressor:
    def __init__(self, cfg: Config):
        torch.manual_seed(cfg.seed)
        self.params = {
            "w1": (torch.randn(1, cfg.hidden)).requires_grad_(),
            "b1": torch.zeros(cfg.hidden, requires_grad=True),
            "w2": (torch.randn(cfg.hidden, 1) * 0.3).requires_grad_(),
            "b2": torch.zeros(1, requires_grad=True),
        }

    def parameters(self):
        yield from self.params.values()

    def __call__(self, x):
        p = self.params
        return torch.tanh(x @ p["w1"] + p["b1"]) @ p["w2"] + p["b2"]


def run_epoch(model, loader, optimizer=None) -> float:
    total, count = 0.0, 0
    training = optimizer is not None
    with torch.set_grad_enabled(training):
        for x, y in loader:
            loss = F.mse_loss(model(x), y)
            if training:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            total += loss.item() * len(x)
            count += len(x)
    return total / count


def main(cfg: Config) -> Dict[str, float]:
    model = Regressor(cfg)
    data = SineDataset(40)
    train_set, val_set = random_split(data, [32, 8], generator=torch.Generator().manual_seed(cfg.seed))
    train_loader = DataLoader(train_set, batch_size=cfg.batch_size, shuffle=True)
    val_loader = DataLoader(val_set, batch_size=len(val_set))
    optimizer = torch.optim.Adam(model.parameters(), lr=cfg.lr, betas=cfg.betas)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=2)
    stopper = EarlyStopping(patience=6, min_delta=1e-4)
    start = time.time()
    for epoch in range(cfg.epochs):
        train_loss = run_epoch(model, train_loader, optimizer)
        val_loss = run_epoch(model, val_loader)
        scheduler.step(val_loss)
        improved = stopper(val_loss)
        logger.info("epoch %d", epoch)
        if epoch % 5 == 0 or stopper.should_stop:
            lr = optimizer.param_groups[0]["lr"]
            print(f"{epoch:>3} | train {train_loss:.4f} | val {val_loss:.4f} | lr {lr:.4g} {'*' if improved else ''}")
        if stopper.should_stop:
            print(f"stopped early at epoch {epoch}")
            break
    elapsed = time.time() - start
    return {"best": round(stopper.best, 4), "epochs": epoch + 1}


if __name__ == "__main__":
    result = main(Config(tags=["sine"]))
    print(result)
