import lightning as L
import torch
import torch.nn.functional as F
from torch import nn


class Classifier(L.LightningModule):
    def __init__(self, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()

    def _step(self, batch, stage):
        images, labels = batch
        probabilities = self(images)
        loss = F.cross_entropy(probabilities, labels)  # warning: softmax-before-cross-entropy
        self.log(f"{stage}_loss", loss, prog_bar=True)
        return loss

    def training_step(self, batch, batch_idx):
        return self._step(batch, "train")

    def validation_step(self, batch, batch_idx):
        self._step(batch, "val")

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


class Mlp(Classifier):
    def __init__(self):
        super().__init__(lr=1e-2)
        self.net = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))

    def forward(self, x):
        return self.net(x).softmax(dim=-1)


trainer = L.Trainer(max_epochs=3)
trainer.fit(Mlp(), train_loader, val_loader)
