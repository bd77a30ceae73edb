# The makers of Ignite's engines, where model and loss meet.
import torch
import torch.nn.functional as F
from ignite.engine import Events, create_supervised_evaluator, create_supervised_trainer
from ignite.metrics import Accuracy, Loss
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 10)

    def forward(self, x):
        return F.softmax(self.out(x), dim=1)


class ProbabilitiesInEvaluation(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 10)

    def forward(self, x):
        scores = self.out(x)
        return scores if self.training else scores.softmax(1)


def run(train_loader, val_loader):
    model = Net()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    criterion = nn.CrossEntropyLoss()
    trainer = create_supervised_trainer(model, optimizer, criterion, device="cuda")  # warning: softmax-before-cross-entropy
    metrics = {"accuracy": Accuracy(), "loss": Loss(criterion)}
    evaluator = create_supervised_evaluator(model, metrics=metrics)  # warning: softmax-before-cross-entropy

    @trainer.on(Events.EPOCH_COMPLETED)
    def validate(engine):
        evaluator.run(val_loader)

    trainer.run(train_loader, max_epochs=3)


def run_with_two_modes():
    model = ProbabilitiesInEvaluation()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    create_supervised_trainer(model, optimizer, F.cross_entropy)
    create_supervised_trainer(model, optimizer, nn.NLLLoss())  # error: nll-on-raw-logits
    create_supervised_evaluator(model, {"loss": Loss(F.cross_entropy)})  # warning: eval-loss-on-probabilities


def run_with_one_of_two_outputs():
    body = nn.Linear(20, 10)
    optimizer = torch.optim.SGD(body.parameters(), lr=0.1)
    create_supervised_trainer(
        body,
        optimizer,
        nn.CrossEntropyLoss(),
        model_fn=lambda model, x: (model(x).softmax(1), x),
        model_transform=lambda output: output[0],
    )  # warning: softmax-before-cross-entropy
