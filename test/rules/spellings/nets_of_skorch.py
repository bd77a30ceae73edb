# skorch is given the class of a module and the class of a loss.
import torch
from skorch import NeuralNet, NeuralNetBinaryClassifier, NeuralNetClassifier
from skorch.hf import AccelerateMixin
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


class Accelerated(AccelerateMixin, NeuralNetClassifier):
    pass


nets = [
    NeuralNetClassifier(Scores),  # error: missing-softmax
    NeuralNetClassifier(LogProbabilities, criterion=nn.NLLLoss()),  # error: missing-softmax
    NeuralNetClassifier(Probabilities, criterion=nn.CrossEntropyLoss),  # warning: softmax-before-cross-entropy
    Accelerated(nn.Sequential(nn.Linear(20, 4), nn.Softmax(dim=-1)), criterion=nn.CrossEntropyLoss),  # warning: softmax-before-cross-entropy
    NeuralNetClassifier(Scores, module__classes=1, criterion=nn.CrossEntropyLoss),  # error: single-output-cross-entropy
    NeuralNet(nn.Sequential(nn.Linear(20, 4), nn.Softmax(dim=-1)), nn.NLLLoss),  # error: nll-on-softmax
    NeuralNet(Scores, criterion=nn.NLLLoss),  # error: nll-on-raw-logits
    NeuralNetBinaryClassifier(Chance),  # warning: sigmoid-before-bce-with-logits
    NeuralNetBinaryClassifier(Scores, module__classes=1, criterion=nn.BCELoss),  # error: bce-on-logits
    NeuralNetClassifier(Scores, criterion=nn.CrossEntropyLoss, criterion__label_smoothing=1.5),  # error: label-smoothing-misuse
]
