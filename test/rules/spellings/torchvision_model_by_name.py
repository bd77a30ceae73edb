import argparse

import torch
import torch.nn.functional as F
import torchvision.models as models

model_names = sorted(
    name for name in models.__dict__ if name.islower() and callable(models.__dict__[name])
)
parser = argparse.ArgumentParser()
parser.add_argument('-a', '--arch', default='resnet18', choices=model_names)
args = parser.parse_args()

model = torch.nn.DataParallel(models.__dict__[args.arch](num_classes=20))
other = models.get_model(args.arch, weights=None, num_classes=5)


def train(loader):
    for images, target in loader:
        loss = F.nll_loss(model(images), target)  # error: nll-on-raw-logits
        loss.backward()


def train_on_probabilities(images, target):
    return F.cross_entropy(other(images).softmax(dim=1), target)  # warning: softmax-before-cross-entropy


def by_a_name_that_is_not_known(name, x, y):
    net = getattr(models, name)(weights=None, num_classes=5)
    return torch.nn.functional.nll_loss(net(x), y)  # error: nll-on-raw-logits
