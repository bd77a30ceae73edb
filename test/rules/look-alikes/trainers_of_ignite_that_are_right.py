# What Ignite makes of a model's output, or of a batch, is what its loss gets.
import torch
import torch.nn.functional as F
from ignite.engine import create_supervised_evaluator, create_supervised_trainer
from ignite.metrics import Accuracy, Loss
from torch import nn


class ProbabilitiesInEvaluation(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 10)

    def forward(self, x):
        scores = self.out(x)
        return scores if self.training else scores.softmax(1)


def thresholded(output):
    y_pred, y = output
    return (y_pred.sigmoid() > 0.5).long(), y


def run():
    model = ProbabilitiesInEvaluation()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    create_supervised_trainer(model, optimizer, nn.CrossEntropyLoss())
    create_supervised_evaluator(model, metrics={"accuracy": Accuracy()})
    create_supervised_evaluator(model, metrics={"nll": Loss(lambda p, y: F.nll_loss(p.log(), y))})


def run_both_outputs():
    model = nn.Linear(20, 10)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

    def both(model, x):
        scores = model(x)
        return scores, scores.softmax(1)

    create_supervised_trainer(
        model, optimizer, nn.CrossEntropyLoss(), model_fn=both, model_transform=lambda output: output[0]
    )
    create_supervised_evaluator(
        model,
        metrics={"loss": Loss(nn.CrossEntropyLoss())},
        model_fn=both,
        output_transform=lambda x, y, y_pred: (y_pred[0], y),
    )


def run_one_score():
    model = nn.Sequential(nn.Linear(20, 1), nn.Flatten(0))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    create_supervised_trainer(
        model,
        optimizer,
        nn.BCEWithLogitsLoss(),
        prepare_batch=lambda batch, device, non_blocking: (batch["x"], batch["y"].float()),
    )
    metrics = {"accuracy": Accuracy(thresholded), "loss": Loss(nn.BCEWithLogitsLoss())}
    create_supervised_evaluator(model, metrics=metrics)
