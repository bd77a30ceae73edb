import argparse

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--model", type=str, default="LSTM")
args = parser.parse_args()


class Recurrent(nn.Module):
    def __init__(self, kind, words, size):
        super().__init__()
        self.embedding = nn.Embedding(words, size)
        self.rnn = getattr(nn, kind)(size, size)
        self.decoder = nn.Linear(size, words)

    def forward(self, tokens, state):
        states, state = self.rnn(self.embedding(tokens), state)
        scores = self.decoder(states)
        return torch.softmax(scores.view(-1, scores.size(-1)), dim=1), state

    def start(self, rows):
        weight = next(self.parameters())
        return weight.new_zeros(1, rows, 8), weight.new_zeros(1, rows, 8)


class Attending(nn.Module):
    def __init__(self, words, size):
        super().__init__()
        self.embedding = nn.Embedding(words, size)
        self.layer = nn.TransformerEncoderLayer(size, 2)
        self.decoder = nn.Linear(size, words)

    def forward(self, tokens):
        return torch.log_softmax(self.decoder(self.layer(self.embedding(tokens))), dim=-1)


if args.model == "attending":
    model = Attending(50, 8)
else:
    model = Recurrent(args.model, 50, 8)
criterion = nn.NLLLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def train(batches):
    if args.model != "attending":
        state = model.start(4)
    for tokens, following in batches:
        optimizer.zero_grad()
        if args.model == "attending":
            output = model(tokens)
            output = output.view(-1, 50)
        else:
            output, state = model(tokens, state)
        loss = criterion(output, following)  # error: nll-on-softmax
        loss.backward()
        optimizer.step()
