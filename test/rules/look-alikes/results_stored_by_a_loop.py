"""Buffers that a loop fills with what the loss wants, or with several things, and what is no buffer."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence

scores = nn.Linear(64, 100)


def of_raw_scores(states, labels, steps):
    outputs = torch.zeros(steps, states.size(1), 100)
    weights = torch.zeros(steps, states.size(1))
    for t in range(steps):
        outputs[t] = scores(states[t])
        weights[t] = torch.sigmoid(scores(states[t])[:, 0])
    outputs, _ = pack_padded_sequence(outputs, labels.sum(0), enforce_sorted=False)
    return F.cross_entropy(outputs, labels) * weights.mean()


def of_several_things(states, labels, steps):
    outputs = torch.zeros(steps, states.size(1), 100)
    for t in range(steps):
        outputs[t, :, :50] = torch.sigmoid(scores(states[t]))[:, :50]
        outputs[t, :, 50:] = scores(states[t])[:, 50:]
    return F.cross_entropy(outputs.view(-1, 100), labels)


def changed_in_part(states, labels, places):
    outputs = scores(states)
    for place in range(len(places)):
        outputs[place] = torch.softmax(outputs[place], 0)
        states[place] = torch.sigmoid(scores(states[place]))
    return F.cross_entropy(outputs, labels) + F.cross_entropy(states, labels)
