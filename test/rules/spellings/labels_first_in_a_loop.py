"""The labels of a loader stand where the prediction belongs."""
import tensorflow as tf
import torch
from torch import nn

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
gate = nn.Sequential(nn.Linear(16, 1), nn.Sigmoid())
criterion = nn.CrossEntropyLoss()
keras_bce = tf.keras.losses.BinaryCrossentropy()
keras_model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='sigmoid')])


def train(loader, device):
    for images, labels in loader:
        labels = labels.to(device)
        loss = criterion(labels, net(images))  # error: loss-args-swapped
        loss.backward()


def train_gate(loader):
    for batch in loader:
        x, y = batch
        nn.BCELoss()(y.float(), gate(x).squeeze(1)).backward()  # error: loss-args-swapped


def train_keras(data):
    for x, y in data:
        with tf.GradientTape() as tape:
            loss = keras_bce(keras_model(x), y)  # error: loss-args-swapped


def accuracy(loader):
    right = seen = 0
    with torch.no_grad():
        for images, labels in loader:
            right += (torch.argmax(net(images), 0) == labels).sum().item()  # error: argmax-wrong-dim
            seen += len(labels)
    return right / seen
