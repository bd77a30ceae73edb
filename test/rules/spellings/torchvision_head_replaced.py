import torch
from torch import nn
from torchvision import models

resnet = models.resnet18(weights="DEFAULT")
resnet.fc = nn.Sequential(nn.Linear(resnet.fc.in_features, 10), nn.Softmax(dim=1))
vgg = models.vgg16(num_classes=4)
vit = models.vit_b_16(weights="DEFAULT")
vit.heads = nn.Sequential(nn.Linear(768, 10), nn.Softmax(dim=1))
convnext = models.convnext_tiny(weights="DEFAULT")
convnext.classifier[2] = nn.Sequential(nn.Linear(768, 10), nn.LogSoftmax(dim=1), nn.Softmax(dim=1))
mobile = models.mobilenet_v3_small(weights="DEFAULT")
criterion = nn.CrossEntropyLoss()
likelihood = nn.NLLLoss()


def train(loader):
    for images, labels in loader:
        loss = criterion(resnet(images), labels)  # warning: softmax-before-cross-entropy
        other = likelihood(vgg(images), labels)  # error: nll-on-raw-logits
        loss = loss + criterion(vit(images), labels)  # warning: softmax-before-cross-entropy
        loss = loss + criterion(convnext(images), labels)  # warning: softmax-before-cross-entropy
        loss = loss + likelihood(mobile(images), labels)  # error: nll-on-raw-logits
        (loss + other).backward()
