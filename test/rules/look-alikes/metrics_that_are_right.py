import numpy as np
import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer


def of_classes(eval_pred):
    logits, labels = eval_pred
    return {"accuracy": (np.argmax(logits, axis=-1) == labels).mean()}


def of_labels(p):
    probabilities = 1 / (1 + np.exp(-p.predictions))
    return {"hits": ((probabilities > 0.5) == p.label_ids).mean(), "zero": (p.predictions > 0).mean()}


def of_a_number(p):
    return {"hits": ((p.predictions > 0.5) == p.label_ids).mean()}


classes = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased", num_labels=3)
Trainer(model=classes, compute_metrics=of_classes)
Trainer(model=classes, compute_metrics=of_labels)
Trainer(
    model=AutoModelForSequenceClassification.from_pretrained("bert-base-uncased", num_labels=1),
    compute_metrics=of_a_number,
)


class Detector(nn.Module):
    """Whether there is something, and where: only the first of the outputs is a logit."""

    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 5)

    def forward(self, x):
        return self.out(x)


detector = Detector()


def step(x, there, box):
    out = detector(x)
    loss = nn.functional.binary_cross_entropy_with_logits(out[:, 0], there)
    loss = loss + nn.functional.mse_loss(out[:, 1:], box)
    right_half = out[:, 1] > 0.5
    return loss, right_half, (out[:, 0] > 0).float()


def pointer(keys, query):
    scores = nn.Linear(8, 1)(torch.tanh(keys + query))
    return scores.argmax(dim=1), scores.squeeze(-1).argmax(dim=-1)
