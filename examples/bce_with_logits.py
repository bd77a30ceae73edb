"""Binary cross-entropy with logits: a better prediction has a smaller loss.

Put the cursor on a tensor or on a loss call: LossLens shows the values, the
sigmoid inside the loss, the loss of each element, the mean and the gradient.
Change a number and watch the loss follow. Nothing here is run.
"""

import torch
import torch.nn.functional as F

# The right class is the first one. Three guesses, from undecided to sure.
target = torch.tensor([1.0, 0.0, 0.0])

undecided = torch.tensor([0.33, 0.33, 0.33], requires_grad=True)
undecided_loss = F.binary_cross_entropy_with_logits(undecided, target)
undecided_loss.backward()
print("undecided", undecided_loss.detach().numpy())  # 0.7616984

leaning = torch.tensor([0.9, 0.1, 0.1], requires_grad=True)
leaning_loss = F.binary_cross_entropy_with_logits(leaning, target)
leaning_loss.backward()
print("leaning", leaning_loss.detach().numpy())  # 0.60998243

sure = torch.tensor([1.0, 0.0, 0.0], requires_grad=True)
sure_loss = F.binary_cross_entropy_with_logits(sure, target)
sure_loss.backward()
print("sure", sure_loss.detach().numpy())  # 0.5665187


# The same by hand: a sigmoid, then the two logarithms, then the mean.
def sigmoid(logits):
    return (1 + (-logits).exp()).reciprocal()


def cross_entropy_of_probabilities(probabilities, target):
    hit = probabilities.log() * target
    miss = (1 - probabilities).log() * (1 - target)
    return -(hit + miss).mean()


by_hand = [
    cross_entropy_of_probabilities(sigmoid(logits), target)
    for logits in (undecided, leaning, sure)
]
print("by hand", by_hand)


# A batch: ten samples of four classes. The targets are one-hot rows.
logits = torch.tensor(
    [
        [-0.5760, -0.1714, 0.8396, -1.1253],
        [0.6703, -1.0028, 0.6055, -0.3187],
        [-0.1560, 1.3475, -0.7083, -0.5969],
        [-0.8557, -0.0873, 0.1444, -1.4816],
        [-0.1840, -0.4293, -1.0453, 0.3899],
        [-0.7339, 0.1211, 1.2247, -0.6315],
        [-0.1392, 0.0396, 0.2456, -0.1327],
        [0.1174, 1.9707, -0.3957, 0.5086],
        [-0.5482, -2.0041, 0.5604, -0.2339],
        [-0.1246, 1.1398, 1.3749, -0.1067],
    ]
)
labels = torch.tensor([1, 3, 2, 2, 0, 2, 3, 0, 2, 2])
one_hot = torch.zeros(10, 4)
one_hot[range(one_hot.shape[0]), labels] = 1

batch_by_hand = cross_entropy_of_probabilities(sigmoid(logits), one_hot)
batch_loss = F.binary_cross_entropy_with_logits(logits, one_hot)
print("batch by hand", batch_by_hand)  # tensor(0.6902)
print("batch", batch_loss)  # tensor(0.6902)
