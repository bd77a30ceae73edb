import argparse

import timm
import timm.models.vision_transformer
import torch
import torch.nn.functional as F
from timm.loss import LabelSmoothingCrossEntropy, SoftTargetCrossEntropy
from timm.utils import NativeScaler
from torch import nn


def arguments():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--model", default="resnet50")
    parser.add_argument("--smoothing", type=float, default=0.1)
    return parser


args = argparse.ArgumentParser(parents=[arguments()]).parse_args()


class Transformer(timm.models.vision_transformer.VisionTransformer):
    def __init__(self, mean=False, **kwargs):
        super().__init__(**kwargs)
        if mean:
            self.fc_norm = nn.LayerNorm(kwargs["embed_dim"])
            del self.norm

    def forward_head(self, x):
        return self.head(x).softmax(-1)


def one_of_two_losses(loader):
    model = timm.create_model(args.model, pretrained=True, num_classes=10)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    if args.smoothing > 0:
        criterion = LabelSmoothingCrossEntropy(smoothing=args.smoothing)
    else:
        criterion = nn.CrossEntropyLoss()
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x).softmax(-1), y)  # warning: softmax-before-cross-entropy
        loss.backward()
        optimizer.step()


def log_likelihood(x, y):
    model = timm.create_model("vit_base_patch16_224", num_classes=10)
    return F.nll_loss(model(x), y)  # error: nll-on-raw-logits


def own_head(x, y):
    criterion = SoftTargetCrossEntropy()
    return criterion(Transformer(num_classes=5)(x), y)  # warning: softmax-before-cross-entropy


def scaled_steps(loader):
    model = timm.create_model("resnet50", num_classes=10)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scaler = NativeScaler()
    for x, y in loader:
        with torch.no_grad():
            scores = model(x)
        scaler(F.cross_entropy(scores, y), optimizer)  # error: no-grad-around-training-forward
