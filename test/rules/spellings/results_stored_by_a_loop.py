"""What a decoder gives step by step, kept in a buffer of sizes that are not known, and packed by lengths that are not."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence


class Decoder(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.vocabulary = vocabulary
        self.cell = nn.LSTMCell(32, 64)
        self.fc = nn.Linear(64, vocabulary)

    def forward(self, features, lengths):
        h, c = self.cell(features[:, 0])
        predictions = torch.zeros(features.size(0), max(lengths), self.vocabulary).to(features.device)
        for t in range(max(lengths)):
            count = sum([length > t for length in lengths])
            h, c = self.cell(features[:count, t], (h[:count], c[:count]))
            predictions[:count, t, :] = F.softmax(self.fc(h), dim=1)
        return predictions


class Steps(nn.Module):
    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder
        self.out = nn.Linear(64, 100)

    def forward(self, source, target):
        steps, batch = target.shape
        outputs = torch.empty(steps, batch, 100)
        for t in range(1, steps):
            outputs[t] = self.out(self.decoder(source, target[t - 1]))
        return outputs


def captions(features, captions, lengths):
    scores, _ = pack_padded_sequence(Decoder(100)(features, lengths), lengths, batch_first=True)
    targets, _ = pack_padded_sequence(captions[:, 1:], lengths, batch_first=True)
    F.cross_entropy(scores, targets)  # warning: softmax-before-cross-entropy
    packed = pack_padded_sequence(Decoder(100)(features, lengths), lengths, batch_first=True).data
    F.cross_entropy(packed, targets)  # warning: softmax-before-cross-entropy


def translation(decoder, source, target):
    outputs = Steps(decoder)(source, target)
    F.nll_loss(outputs[1:].view(-1, 100), target[1:].view(-1))  # error: nll-on-raw-logits
