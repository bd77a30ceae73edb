# Loops that detach, accumulate, clear and hide gradients on purpose.
import copy

import torch
import torch.nn.functional as F
from torch import nn

model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 4))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
teacher = copy.deepcopy(model)


# Gradients of several batches are summed before each step.
def accumulate(loader, every=4):
    optimizer.zero_grad()
    for at, (x, y) in enumerate(loader, start=1):
        loss = F.cross_entropy(model(x), y) / every
        loss.backward()
        if at % every == 0:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)


# The state of a recurrent net is cut off between the windows of a long sequence.
def truncated(windows, cell, head, trainer):
    state = torch.zeros(1, 16)
    for window, y in windows:
        state = state.detach()
        trainer.zero_grad()
        loss = 0
        for x in window:
            state = cell(x, state)
            loss = loss + F.cross_entropy(head(state), y)
        loss.backward()
        trainer.step()


# Advantages are numbers; the logarithm of the probability has the gradient.
def reinforce(states, actions, returns):
    log_probabilities = F.log_softmax(model(states), dim=-1)
    chosen = log_probabilities.gather(1, actions.unsqueeze(1)).squeeze(1)
    advantage = (returns - returns.mean()).detach()
    loss = -(chosen * advantage).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


# The teacher follows the student without gradients.
def mean_teacher(loader):
    for x, y in loader:
        with torch.no_grad():
            wanted = teacher(x).softmax(dim=1)
        loss = F.cross_entropy(model(x), y) + F.mse_loss(model(x).softmax(dim=1), wanted)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            for old, new in zip(teacher.parameters(), model.parameters()):
                old.mul_(0.99).add_(new, alpha=0.01)


# A new leaf is trained: the input, not the weights.
def invert(image, steps=10):
    with torch.no_grad():
        wanted = model(image)
    code = torch.zeros_like(image, requires_grad=True)
    painter = torch.optim.LBFGS([code])

    def closure():
        painter.zero_grad()
        distance = F.mse_loss(model(code), wanted)
        distance.backward()
        return distance

    for _ in range(steps):
        painter.step(closure)


# Several losses of one step are summed, then passed back together.
def several_heads(batch, heads):
    total = torch.zeros(())
    for head, y in zip(heads, batch["labels"]):
        total += F.cross_entropy(head(model(batch["x"])), y)
    optimizer.zero_grad()
    total.backward()
    optimizer.step()
    return total.item()


# A scaler makes the step of an optimizer, which the loop clears.
def scaled(loader, device):
    scaler = torch.amp.GradScaler(enabled=device == "cuda")
    for x, y in loader:
        optimizer.zero_grad(set_to_none=True)
        scaler.scale(F.cross_entropy(model(x), y)).backward()
        scaler.step(optimizer)
        scaler.update()
