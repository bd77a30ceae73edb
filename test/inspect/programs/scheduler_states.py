"""What schedulers and optimizers save, print and take up again."""

import warnings

import torch
from torch import nn, optim
from torch.optim import lr_scheduler

warnings.simplefilter("ignore")
torch.manual_seed(0)
w = nn.Parameter(torch.tensor([1.0, -2.0]))


def made(**settings):
    return optim.SGD([w], lr=0.1, momentum=0.9, **settings)


for make in (
    lambda o: lr_scheduler.StepLR(o, 2, 0.5),
    lambda o: lr_scheduler.MultiStepLR(o, [1, 3]),
    lambda o: lr_scheduler.ConstantLR(o, factor=0.5, total_iters=2),
    lambda o: lr_scheduler.LinearLR(o, start_factor=0.25, total_iters=3),
    lambda o: lr_scheduler.ExponentialLR(o, 0.9),
    lambda o: lr_scheduler.PolynomialLR(o, total_iters=3),
    lambda o: lr_scheduler.CosineAnnealingLR(o, 5),
    lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 2),
    lambda o: lr_scheduler.ReduceLROnPlateau(o, patience=0, factor=0.5),
    lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.5, total_steps=6),
    lambda o: lr_scheduler.CyclicLR(o, 0.01, 0.2, step_size_up=2),
    lambda o: lr_scheduler.LambdaLR(o, lambda e: 0.5**e),
    lambda o: lr_scheduler.MultiplicativeLR(o, lambda e: 0.5),
    lambda o: lr_scheduler.SequentialLR(o, [lr_scheduler.ConstantLR(o, 0.5, 2), lr_scheduler.ExponentialLR(o, 0.5)], [2]),
    lambda o: lr_scheduler.ChainedScheduler([lr_scheduler.ConstantLR(o, 0.5, 2), lr_scheduler.ExponentialLR(o, 0.5)]),
):
    optimizer = made()
    scheduler = make(optimizer)
    arguments = (1.0,) if isinstance(scheduler, lr_scheduler.ReduceLROnPlateau) else ()
    for _ in range(3):
        optimizer.step()
        scheduler.step(*arguments)
    state = scheduler.state_dict()
    print(type(scheduler).__name__, {k: v for k, v in state.items() if not callable(v)})
    again = made()
    other = make(again)
    other.load_state_dict(state)
    again.load_state_dict(optimizer.state_dict())
    for _ in range(2):
        again.step()
        other.step(*arguments)
        optimizer.step()
        scheduler.step(*arguments)
    print(again.param_groups[0]["lr"] == optimizer.param_groups[0]["lr"], f"{again.param_groups[0]['lr']:.6f}")

for kind in (optim.SGD, optim.Adam, optim.AdamW, optim.Adamax, optim.NAdam, optim.RAdam, optim.RMSprop, optim.Adagrad, optim.Adadelta, optim.Rprop, optim.ASGD, optim.LBFGS):
    w = nn.Parameter(torch.tensor([1.0, -2.0]))
    optimizer = kind([w], lr=0.1)

    def closure():
        optimizer.zero_grad()
        loss = (w**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    optimizer.step(closure)
    print(optimizer)
    state = optimizer.state_dict()
    if kind is not optim.LBFGS:
        print(state)
    print(w)
grads = [p.grad for p in [w]]
print(nn.utils.get_total_norm(grads), nn.utils.get_total_norm(grads, norm_type=1.0))
nn.utils.clip_grads_with_norm_([w], 0.5, nn.utils.get_total_norm(grads))
print(w.grad)
