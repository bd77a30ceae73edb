# Heads on encoders of transformers, and models of which it is not known what they give.
import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModel, BertModel, RobertaModel


class Tagger(nn.Module):
    def __init__(self, tags=7):
        super().__init__()
        self.encoder = AutoModel.from_pretrained("bert-base-cased")
        self.classifier = nn.Linear(self.encoder.config.hidden_size, tags)

    def forward(self, input_ids, attention_mask, tags):
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        scores = self.classifier(hidden)
        return F.cross_entropy(scores.view(-1, 7), tags.view(-1)) + F.cross_entropy(scores.transpose(1, 2), tags)


class Sentence(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = BertModel.from_pretrained("bert-base-uncased")
        for parameter in self.encoder.parameters():
            parameter.requires_grad = False
        self.attention = nn.Linear(768, 1)
        self.classes = nn.Linear(768, 3)
        self.score = nn.Linear(768, 1)

    def forward(self, ids, mask):
        states, pooled = self.encoder(ids, attention_mask=mask, return_dict=False)
        weights = torch.softmax(self.attention(states), dim=1)
        return self.classes((weights * states).sum(1)), self.score(pooled).squeeze(-1)


def train(loader, optimizer, ids, mask):
    model = Sentence()
    for (ids, mask), labels, ratings in loader:
        optimizer.zero_grad()
        classes, score = model(ids, mask)
        loss = F.cross_entropy(classes, labels) + F.mse_loss(score, ratings)
        loss.backward()
        optimizer.step()


def contrast(first, second):
    encoder = RobertaModel.from_pretrained("roberta-base")
    one = F.normalize(encoder(**first)[0][:, 0], dim=-1)
    other = F.normalize(encoder(**second).last_hidden_state.mean(1), dim=-1)
    return F.cross_entropy(one @ other.T / 0.05, torch.arange(one.size(0)))


def older(ids, mask, labels):
    encoder = BertModel.from_pretrained("bert-base-uncased")
    outputs = encoder(ids, mask)
    _, pooled = encoder(ids, mask)
    last = outputs[1]
    every = outputs.hidden_states
    head = nn.Linear(768, 2)
    return F.cross_entropy(head(pooled), labels) + F.cross_entropy(head(last), labels) + every[-1].mean()


class Maps(nn.Module):
    """A model of images, whose states are maps."""

    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained("microsoft/resnet-50")
        self.head = nn.Conv2d(2048, 5, 1)

    def forward(self, pixels):
        return self.head(self.body(pixels).last_hidden_state)


def segment(pixels, masks):
    return F.cross_entropy(Maps()(pixels), masks)
