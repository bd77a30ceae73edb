import numpy as np
import pytorch_lightning as pl
import torch
import torch.nn.functional as F
from fastai.vision.all import *
from torch import nn
from torchvision import models
from transformers import AutoModelForSequenceClassification, Trainer


class Lit(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = models.resnet18(num_classes=10)

    def forward(self, x):
        return F.softmax(self.net(x), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.log("train_loss", loss)
        self.logger.experiment.add_scalar("lr", self.trainer.optimizers[0].param_groups[0]["lr"])
        return loss

    def predict_step(self, batch, batch_idx):
        return self(batch).argmax(1)


class CustomTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        loss = F.cross_entropy(outputs.logits, labels)
        return (loss, outputs) if return_outputs else loss


# One label is a regression, and its output no score.
regressor = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased", num_labels=1)

# A head of one's own that ends in a sigmoid.
vgg = models.vgg16(weights="DEFAULT")
vgg.classifier[6] = nn.Sequential(nn.Linear(4096, 1), nn.Sigmoid())
dense = models.densenet121()
dense.classifier = nn.Sequential(nn.Linear(1024, 2), nn.LogSoftmax(dim=1))
unknown = torch.hub.load("someone/models", "net", classes=10)
encoder = nn.Sequential(*list(models.resnet18().children())[:-1])


def losses(x, y):
    a = nn.BCELoss()(vgg(x).squeeze(1), y)
    b = nn.NLLLoss()(dense(x), y)
    c = nn.NLLLoss()(unknown(x), y)
    d = nn.BCELoss()(encoder(x), y)
    return a + b + c + d


bounded = vision_learner(dls, resnet34, y_range=(0, 1), loss_func=nn.BCELoss())
plain = Learner(dls, nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), loss_func=CrossEntropyLossFlat())
