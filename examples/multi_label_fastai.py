"""Several labels at once: which loss fits which target.

A photo can show a dog and a car, so each label is a question of its own: one
sigmoid for each column, and binary cross-entropy. Where exactly one class is
right, the question is which of them: softmax and cross-entropy. Each of the
two comes in a form that contains its activation and in one that does not.
This is the loss that fastai chooses for a data set of multiple categories.
"""

import torch
import torch.nn.functional as F
from torch import nn

# The scores of a model for four photos and five labels, and what the photos show.
activations = torch.tensor(
    [
        [1.2, -0.7, 0.3, -2.1, 0.0],
        [-0.4, 2.2, -1.5, 0.6, -0.9],
        [0.8, 0.1, -0.2, -1.0, 1.7],
        [-1.3, 0.5, 0.9, 0.4, -0.6],
    ],
    requires_grad=True,
)
shown = torch.tensor(
    [
        [1.0, 0.0, 1.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, 0.0, 1.0],
        [0.0, 0.0, 0.0, 0.0, 0.0],
    ]
)


# Written with elementwise operations, it works for one photo and for a batch.
def multi_label_loss(scores, labels):
    probabilities = scores.sigmoid()
    return -torch.where(labels == 1, probabilities, 1 - probabilities).log().mean()


print("one photo", multi_label_loss(activations[0], shown[0]))
print("the batch", multi_label_loss(activations, shown))

# The same, ready made, with the sigmoid inside.
loss_func = nn.BCEWithLogitsLoss()
loss = loss_func(activations, shown)
loss.backward()
print(loss)

# And without it: the sigmoid is ours to apply.
without_sigmoid = nn.BCELoss()(torch.sigmoid(activations), shown)
print(without_sigmoid, F.binary_cross_entropy(activations.sigmoid(), shown))

# One right class for each photo: an integer is enough to name it. nll_loss takes
# the activation of that one label; it has no softmax, cross_entropy has it.
category = torch.tensor([0, 1, 4, 2])
with_softmax = F.cross_entropy(activations, category)
without_softmax = F.nll_loss(activations.log_softmax(dim=1), category)
print(with_softmax, without_softmax)
