# A head of one's own on an encoder of transformers: it gives a hidden state for each position.
import torch
from torch import nn
from transformers import AutoModel, BertModel


class Tagger(nn.Module):
    def __init__(self, tags):
        super().__init__()
        self.encoder = AutoModel.from_pretrained("bert-base-cased")
        self.classifier = nn.Linear(self.encoder.config.hidden_size, tags)
        self.loss = nn.CrossEntropyLoss(ignore_index=-100)

    def forward(self, input_ids, attention_mask, tags=None):
        hidden = self.encoder(input_ids, attention_mask=attention_mask)[0]
        scores = self.classifier(hidden)
        return scores if tags is None else self.loss(scores, tags)  # error: class-dim-not-second


class Sentiment(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = BertModel.from_pretrained("bert-base-uncased")
        self.classifier = nn.Sequential(nn.Dropout(0.1), nn.Linear(768, 3), nn.Softmax(dim=-1))

    def forward(self, batch):
        return self.classifier(self.encoder(**batch).last_hidden_state[:, 0])


def train(loader, optimizer):
    model = Sentiment()
    for batch, labels in loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(batch), labels)  # warning: softmax-before-cross-entropy
        loss.backward()
        optimizer.step()
