"""One of the models that a program can make ends in something else than the others, and one loss trains them all."""
import argparse

import torch
import torch.nn.functional as F
import torchvision
from torch import nn


class Raw(nn.Module):
    def __init__(self, classes=3):
        super().__init__()
        self.fc = nn.Linear(8, classes)

    def forward(self, x):
        return self.fc(x)


class Deep(Raw):
    def forward(self, x):
        return self.fc(F.relu(x))


class Probable(Raw):
    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)


MODELS = {'raw': Raw, 'deep': Deep, 'probable': Probable}

parser = argparse.ArgumentParser()
parser.add_argument('--model', default='raw')
parser.add_argument('--arch', default='resnet18')
parser.add_argument('--resume')
args = parser.parse_args()


def by_table(x, y):
    net = MODELS[args.model](5)
    return F.cross_entropy(net(x), y)  # warning: softmax-before-cross-entropy


def build(name):
    if name == 'raw':
        net = Raw()
    elif name == 'deep':
        net = Deep()
    elif name == 'probable':
        net = Probable()
    else:
        raise ValueError(name)
    return net.cuda()


net = nn.DataParallel(build(args.model))
criterion = nn.CrossEntropyLoss()


def train(loader):
    for x, y in loader:
        if torch.cuda.is_available():
            x, y = x.cuda(), y.cuda()
        out = net(x)
        loss = criterion(out.view(-1, 3), y.view(-1))  # warning: softmax-before-cross-entropy
        loss.backward()


def by_the_name_in_a_module(x, y):
    model = getattr(torchvision.models, args.arch)(num_classes=7)
    return F.nll_loss(model(x), y)  # error: nll-on-raw-logits


def resumed(x, y):
    if args.resume:
        model = torch.load(args.resume)['net']
    else:
        model = Probable()
    return F.cross_entropy(model(x), y)  # warning: softmax-before-cross-entropy
