import torch
import torch.nn as nn
import torch.nn.functional as F

model = nn.Conv2d(3, 1, 1)
poses = nn.Conv2d(3, 16, 1)
classifier = nn.Linear(4, 3)


class DiceLoss(nn.Module):
    def forward(self, logits, masks):
        predicted = (torch.sigmoid(logits) > 0.5).float()  # error: threshold-before-loss
        both = (predicted * masks).sum(dim=(1, 2, 3))
        return 1 - (2 * both / (predicted.sum(dim=(1, 2, 3)) + masks.sum(dim=(1, 2, 3)) + 1)).mean()


def iou_loss(predicted, target):
    target = target.contiguous().view(-1)
    predicted = (predicted.view(-1) > 0.5).float()  # error: threshold-before-loss
    both = (predicted * target).sum()
    return 1 - both / (torch.sum(predicted) + torch.sum(target) - both)


def joints(heatmaps):
    n, joints, height, width = heatmaps.shape
    best = heatmaps.view(n, joints, -1).argmax(dim=-1)
    return torch.stack([best % width, torch.div(best, width, rounding_mode='floor')], dim=-1).float()


criterion = DiceLoss()


def train(loader, optimizer):
    for images, masks in loader:
        optimizer.zero_grad()
        criterion(model(images), masks).backward()
        optimizer.step()


def train_for_overlap(loader, optimizer):
    for images, masks in loader:
        optimizer.zero_grad()
        iou_loss(model(images).sigmoid(), masks).backward()
        optimizer.step()


def validate(loader):
    total = 0
    with torch.no_grad():
        for images, masks in loader:
            total += iou_loss(model(images).sigmoid(), masks).item()
    return total


def train_poses(loader, optimizer):
    for images, places in loader:
        optimizer.zero_grad()
        loss = F.mse_loss(joints(poses(images)), places)  # error: argmax-before-loss
        loss.backward()
        optimizer.step()


def train_f1(loader, optimizer):
    for rows, labels in loader:
        optimizer.zero_grad()
        chosen = F.one_hot(classifier(rows).argmax(1), 3).float()  # error: argmax-before-loss
        loss = 1 - (chosen * F.one_hot(labels, 3)).sum(0).mean()
        loss.backward()
        optimizer.step()


def train_and_validate(train_set, val_set, optimizer):
    for epoch in range(3):
        for images, masks in torch.utils.data.DataLoader(train_set, batch_size=8):
            optimizer.zero_grad()
            hard = (torch.sigmoid(model(images)) > 0.5).float()  # error: threshold-before-loss
            both = (hard * masks).sum()
            (1 - both / (hard.sum() + masks.sum())).backward()
            optimizer.step()
        for images, masks in torch.utils.data.DataLoader(val_set, batch_size=8):
            with torch.no_grad():
                print(epoch, model(images).mean())


class Overlap(nn.Module):
    def forward(self, predicted, masks):
        both = (predicted * masks).sum(1)
        return 1 - ((2 * both + 1) / (predicted.sum(1) + masks.sum(1) + 1)).mean()


class Combined(nn.Module):
    def __init__(self):
        super().__init__()
        self.bce = nn.BCEWithLogitsLoss()
        self.overlap = Overlap()

    def forward(self, logits, masks):
        hard = (logits.sigmoid() > 0.5).float()  # error: threshold-before-loss
        return self.bce(logits, masks) + 0.5 * self.overlap(hard, masks)


combined = Combined()


def train_both(loader, optimizer):
    for images, masks in loader:
        optimizer.zero_grad()
        loss = combined(model(images), masks.float())
        loss.backward()
        optimizer.step()


def share(predicted, target):
    both = (predicted * target).sum()
    return both / (predicted.sum() + target.sum() - both)


def share_lost(logits, target):
    predicted = (logits > 0).float()  # error: threshold-before-loss
    return 1 - share(predicted, target)


def train_share(loader, optimizer):
    for images, masks in loader:
        optimizer.zero_grad()
        share_lost(model(images), masks).backward()
        optimizer.step()
