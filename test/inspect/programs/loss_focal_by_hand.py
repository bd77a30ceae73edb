import torch
import torch.nn.functional as F


def focal(logits, target, gamma=2.0, alpha=None):
    logp = F.log_softmax(logits, dim=1)
    logp_t = logp.gather(1, target.unsqueeze(1)).squeeze(1)
    p_t = logp_t.exp()
    loss = -((1 - p_t) ** gamma) * logp_t
    if alpha is not None:
        loss = alpha[target] * loss
    return loss.mean()


x = torch.tensor([[1.0, 2.0, 0.5], [0.1, -1.0, 3.0]], requires_grad=True)
y = torch.tensor([1, 0])
loss = focal(x, y)
loss.backward()
print(loss, x.grad)
print(focal(x, y, 0.0), F.cross_entropy(x, y))
x.grad.zero_()
loss = focal(x, y, 1.5, torch.tensor([0.25, 0.5, 1.0]))
loss.backward()
print(loss, x.grad)
