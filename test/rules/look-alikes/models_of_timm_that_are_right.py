import timm
import torch
import torch.nn.functional as F
from timm.loss import LabelSmoothingCrossEntropy, SoftTargetCrossEntropy
from timm.models.registry import register_model
from timm.models.vision_transformer import VisionTransformer
from timm.utils import NativeScaler
from torch import nn


class Probable(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.fc = nn.Linear(8, num_classes)

    def forward(self, x):
        return F.log_softmax(self.fc(x), dim=1)


@register_model
def probable(pretrained=False, **kwargs):
    return Probable(kwargs["num_classes"])


def whatever_is_registered(x, y, name):
    return F.nll_loss(timm.create_model(name, num_classes=10)(x), y)


def raw_scores(x, y, soft):
    model = timm.create_model("resnet50", num_classes=10)
    loss = LabelSmoothingCrossEntropy()(model(x), y) + SoftTargetCrossEntropy()(model(x), soft)
    return loss + F.nll_loss(model(x).log_softmax(1), y)


def head_of_ones_own(x, y):
    model = timm.create_model("resnet50", pretrained=True)
    model.fc = nn.Sequential(nn.Linear(2048, 10), nn.LogSoftmax(dim=1))
    return F.nll_loss(model(x), y)


def features(x, y):
    encoder = timm.create_model("resnet50", num_classes=0)
    maps = timm.create_model("resnet50", features_only=True)
    without = timm.create_model("resnet50")
    without.reset_classifier(0)
    head = nn.Sequential(nn.Linear(2048, 10), nn.LogSoftmax(dim=1))
    return F.nll_loss(head(encoder(x)), y) + F.nll_loss(maps(x)[-1], y) + F.nll_loss(without(x), y)


class Logs(VisionTransformer):
    def forward(self, x):
        return super().forward(x).log_softmax(-1)


def logs(loader, optimizer):
    model = Logs(num_classes=10)
    scaler = NativeScaler()
    for x, y in loader:
        optimizer.zero_grad()
        scaler(F.nll_loss(model(x), y), optimizer, parameters=model.parameters())
