import torch
import torch.nn as nn
from corpus import Sentences, collate
from torch.utils.data import DataLoader

PAD, VOCABULARY = 0, 9000


class Captions(nn.Module):
    def __init__(self, width=64):
        super().__init__()
        self.project = nn.Linear(2048, width)
        self.embedding = nn.Embedding(VOCABULARY, width, padding_idx=PAD)
        self.decoder = nn.TransformerDecoder(nn.TransformerDecoderLayer(width, 4, batch_first=True), 2)
        self.head = nn.Linear(width, VOCABULARY)

    def forward(self, images, ids):
        states = self.decoder(self.embedding(ids), self.project(images))
        return self.head(states)


model = Captions()
criterion = nn.CrossEntropyLoss(ignore_index=PAD)


def train(optimizer):
    for images, ids in DataLoader(Sentences(), batch_size=32, collate_fn=collate):
        logits = model(images, ids[:, :-1])
        loss = criterion(logits, ids[:, 1:])  # error: class-dim-not-second
        right = criterion(logits.transpose(1, 2), ids[:, 1:])
        flat = criterion(logits.reshape(-1, VOCABULARY), ids[:, 1:].reshape(-1))
        optimizer.zero_grad()
        (loss + right + flat).backward()
        optimizer.step()
