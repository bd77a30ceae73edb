# A classifier of skorch takes the log for NLLLoss itself, and a class of one's own may compute its loss in any way.
import torch
from skorch import NeuralNet, NeuralNetBinaryClassifier, NeuralNetClassifier, NeuralNetRegressor
from torch import nn


class Scores(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.out = nn.Linear(20, classes)

    def forward(self, X):
        return self.out(X)


class Probabilities(Scores):
    def forward(self, X):
        return super().forward(X).softmax(dim=-1)


class LogProbabilities(Scores):
    def forward(self, X):
        return super().forward(X).log_softmax(dim=-1)


class Chance(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def forward(self, X):
        return torch.sigmoid(self.out(X))


class WithLogSoftmax(NeuralNetClassifier):
    def get_loss(self, y_pred, y_true, *args, **kwargs):
        return nn.functional.nll_loss(y_pred.log_softmax(-1), y_true)


class WithLogits(NeuralNetClassifier):
    def infer(self, x, **fit_params):
        return super().infer(x, **fit_params).log()


def nets(options, rng):
    return [
        NeuralNetClassifier(Probabilities),
        NeuralNetClassifier(Probabilities, criterion=nn.NLLLoss, criterion__weight=torch.ones(10)),
        NeuralNetClassifier(Scores, criterion=nn.CrossEntropyLoss, module__classes=rng),
        NeuralNetBinaryClassifier(Scores, module__classes=1),
        NeuralNetBinaryClassifier(Chance(), criterion=nn.BCELoss),
        NeuralNetRegressor(Scores, module__classes=1),
        NeuralNet(LogProbabilities, nn.NLLLoss),
        WithLogSoftmax(Scores),
        WithLogits(Probabilities, criterion=nn.CrossEntropyLoss),
        NeuralNetClassifier(Scores, **options),
    ]
