import torch
import torch.nn.functional as F


def attempt(name, call):
    try:
        call()
        print(name, "fine")
    except RuntimeError as error:
        print(name, error)


w = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
v = torch.tensor([[0.5], [1.5]], requires_grad=True)
optimizer = torch.optim.SGD([w, v], lr=0.1)
x = torch.ones(3, 2)


def two_steps():
    hidden = x @ w
    loss = (hidden @ v).sum()
    loss.backward(retain_graph=True)
    optimizer.step()
    loss.backward()


attempt("two steps", two_steps)


def exp_then_add():
    y = w.exp()
    y += 1
    y.sum().backward()


attempt("exp", exp_then_add)


def relu_then_add():
    y = torch.relu(w * 2)
    y += 1
    y.sum().backward()


attempt("relu", relu_then_add)


def add_then_relu():
    y = w + 1
    y += 1
    y.relu_()
    y.sum().backward()


attempt("add", add_then_relu)


def write_into():
    y = w * 2
    y[0] = 5
    (y * 3).sum().backward()


attempt("write", write_into)


def write_after_square():
    y = w * 2
    z = y**2
    y[0, 0] = 5
    z.sum().backward()


attempt("square", write_after_square)


def data_is_not_seen():
    z = (w * v.t()).sum()
    w.data.mul_(2)
    z.backward()


attempt("data", data_is_not_seen)


def no_grad_update():
    z = (w * v.t()).sum()
    with torch.no_grad():
        w.mul_(0.5)
    z.backward()


attempt("no_grad", no_grad_update)


def mask_scores():
    scores = w @ w.t()
    scores[torch.tensor([[True, False], [False, False]])] = float("-inf")
    F.softmax(scores, dim=-1)[:, 1].sum().backward()


attempt("mask", mask_scores)
h = torch.zeros(1, 2)
for step in range(2):
    h = torch.tanh(h @ w + x[:1])
    optimizer.zero_grad()
    try:
        h.sum().backward(retain_graph=True)
    except RuntimeError as error:
        print("step", step, str(error)[:95])
    optimizer.step()
