import torch
import torch.nn as nn
import torch.nn.functional as F

model = nn.Conv2d(3, 1, 1)
classifier = nn.Linear(4, 3)


def soft_dice(predicted, target):
    both = (predicted * target).sum()
    return 1 - (2 * both + 1) / (predicted.sum() + target.sum() + 1)


def iou(predicted, target):
    predicted = (predicted > 0.5).float()
    both = (predicted * target).sum()
    return both / (predicted.sum() + target.sum() - both)


def train(loader, optimizer):
    for images, masks in loader:
        optimizer.zero_grad()
        predicted = model(images).sigmoid()
        loss = soft_dice(predicted, masks)
        loss.backward()
        optimizer.step()
        print(iou(predicted, masks))


# What else is trained is not known.
def train_beside_another(loader, optimizer, other):
    for images, masks in loader:
        optimizer.zero_grad()
        hard = (model(images) > 0).float()
        loss = (hard * other(images) - masks).abs().mean()
        loss.backward()
        optimizer.step()


def train_with_penalty(loader, optimizer, weights):
    for images, masks in loader:
        optimizer.zero_grad()
        penalty = 0
        for weight in weights.parameters():
            penalty = penalty + weight.sum()
        hard = (model(images) > 0).float()
        loss = (hard - masks).abs().mean() + penalty
        loss.backward()
        optimizer.step()


def train_straight_through(loader, optimizer):
    for rows, labels in loader:
        optimizer.zero_grad()
        soft = classifier(rows).softmax(1)
        hard = F.one_hot(soft.argmax(1), 3).float()
        chosen = hard + soft - soft.detach()
        loss = 1 - (chosen * F.one_hot(labels, 3)).sum(0).mean()
        loss.backward()
        optimizer.step()


def overlap(predicted, masks):
    both = (predicted * masks).sum(1)
    return 1 - ((2 * both + 1) / (predicted.sum(1) + masks.sum(1) + 1)).mean()


# The hard masks choose where the loss counts, and how much of them there is weighs it.
def train_where_it_is_hard(loader, optimizer):
    for images, masks in loader:
        optimizer.zero_grad()
        logits = model(images)
        hard = (logits > 0).float()
        each = F.binary_cross_entropy_with_logits(logits, masks, reduction='none')
        loss = (each * hard).sum() / hard.sum() + overlap(logits.sigmoid(), masks)
        loss.backward()
        optimizer.step()


# What is handed on may be another network's.
def share_of(predicted, wanted):
    both = (predicted * wanted).sum()
    return 1 - both / (predicted.sum() + wanted.sum() - both)


def train_a_second_network(loader, optimizer, second):
    for images, _ in loader:
        optimizer.zero_grad()
        hard = (model(images) > 0).float()
        share_of(hard, second(images)).backward()
        optimizer.step()


def step_of_both(images, masks, second, optimizer):
    hard = (model(images) > 0).float()
    share_of(hard, masks).backward()
    optimizer.step()


def train_on_what_another_gives(loader, optimizer, second):
    for images, _ in loader:
        step_of_both(images, second(images), second, optimizer)
