"""Apex converts the model, and scales the loss."""

import apex
import torch
from apex import amp
from torch import nn


def set_up(options):
    model = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))
    criterion = nn.CrossEntropyLoss()
    if options.sync:
        model = apex.parallel.convert_syncbn_model(model)
    if torch.cuda.is_available():
        model = model.cuda()
    else:
        raise NotImplementedError('a GPU is needed')
    return model, criterion


def train(options, loader):
    model, criterion = set_up(options)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    model, optimizer = amp.initialize(model, optimizer, opt_level='O1')
    for x, y in loader:
        loss = criterion(model(x), y)  # warning: softmax-before-cross-entropy
        with amp.scale_loss(loss, optimizer) as scaled:
            scaled.backward()  # warning: missing-zero-grad
        optimizer.step()
