import math
import torch
from torch import optim
from torch.optim import lr_scheduler
from torch.optim.lr_scheduler import LambdaLR, StepLR


def rates(make, steps=12, optimizer=None):
    w = torch.zeros(2, requires_grad=True)
    optimizer = optimizer or optim.SGD([w], lr=0.1, momentum=0.9)
    scheduler = make(optimizer)
    seen = []
    for _ in range(steps):
        seen.append(f"{scheduler.get_last_lr()[0]:.6f}")
        optimizer.step()
        scheduler.step()
    print(type(scheduler).__name__, seen, f"{optimizer.param_groups[0]['lr']:.8f}")
    return optimizer, scheduler


rates(lambda o: StepLR(o, step_size=3, gamma=0.5))
rates(lambda o: lr_scheduler.MultiStepLR(o, milestones=[2, 5, 5, 9], gamma=0.1))
rates(lambda o: lr_scheduler.ExponentialLR(o, gamma=0.9))
rates(lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=5, eta_min=0.001))
rates(lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=3, T_mult=2, eta_min=0.01))
rates(lambda o: LambdaLR(o, lr_lambda=lambda epoch: min(1.0, (epoch + 1) / 5)))
rates(lambda o: LambdaLR(o, lambda step: 0.5 * (1 + math.cos(math.pi * step / 12))))
rates(lambda o: lr_scheduler.MultiplicativeLR(o, lr_lambda=lambda epoch: 0.95))
rates(lambda o: lr_scheduler.LinearLR(o, start_factor=0.5, total_iters=4))
rates(lambda o: lr_scheduler.LinearLR(o))
rates(lambda o: lr_scheduler.ConstantLR(o, factor=0.5, total_iters=4))
rates(lambda o: lr_scheduler.PolynomialLR(o, total_iters=8, power=2.0))
optimizer, _ = rates(lambda o: lr_scheduler.OneCycleLR(o, max_lr=1.0, total_steps=12), steps=11)
print(f"{optimizer.param_groups[0]['momentum']:.6f}")
rates(lambda o: lr_scheduler.OneCycleLR(o, 0.5, epochs=3, steps_per_epoch=4, pct_start=0.25, anneal_strategy="linear", three_phase=True), steps=11)
optimizer, _ = rates(lambda o: lr_scheduler.CyclicLR(o, base_lr=0.01, max_lr=0.1, step_size_up=3, mode="triangular2"))
print(f"{optimizer.param_groups[0]['momentum']:.6f}")
rates(lambda o: lr_scheduler.CyclicLR(o, 0.01, 0.1, step_size_up=2, step_size_down=3, mode="exp_range", gamma=0.9, cycle_momentum=False))
rates(lambda o: lr_scheduler.SequentialLR(o, [lr_scheduler.LinearLR(o, 0.1, total_iters=4), lr_scheduler.CosineAnnealingLR(o, T_max=8)], milestones=[4]))
rates(lambda o: lr_scheduler.SequentialLR(o, schedulers=[lr_scheduler.ConstantLR(o, factor=0.1, total_iters=2), lr_scheduler.ExponentialLR(o, gamma=0.9)], milestones=[2]))
rates(lambda o: lr_scheduler.ChainedScheduler([lr_scheduler.ConstantLR(o, factor=0.1, total_iters=4), lr_scheduler.ExponentialLR(o, gamma=0.9)]))

w = torch.zeros(2, requires_grad=True)
optimizer = optim.Adam([w], lr=0.01)
scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, mode="min", factor=0.5, patience=1, cooldown=1, min_lr=1e-3)
for loss in [1.0, 0.9, 0.95, 0.93, 0.92, 0.91, 0.905, 0.9, 0.9, 0.9, 0.9, 0.9]:
    scheduler.step(loss)
    print(scheduler.get_last_lr(), scheduler.num_bad_epochs, scheduler.best)

scheduler = StepLR(optimizer, step_size=2)
print(scheduler.state_dict())
groups = optim.SGD([{"params": [w], "lr": 0.5}, {"params": [torch.ones(1, requires_grad=True)]}], lr=0.1)
scheduler = LambdaLR(groups, lr_lambda=[lambda e: 0.9 ** e, lambda e: 1 / (e + 1)])
for _ in range(3):
    groups.step()
    scheduler.step()
print(scheduler.get_last_lr(), scheduler.base_lrs)


class Warmup(optim.lr_scheduler._LRScheduler):
    def __init__(self, optimizer, warmup, last_epoch=-1):
        self.warmup = warmup
        super().__init__(optimizer, last_epoch)

    def get_lr(self):
        if self.last_epoch < self.warmup:
            return [base * (self.last_epoch + 1) / self.warmup for base in self.base_lrs]
        return [base * self.warmup ** 0.5 * (self.last_epoch + 1) ** -0.5 for base in self.base_lrs]


rates(lambda o: Warmup(o, 4))
try:
    lr_scheduler.OneCycleLR(optimizer, max_lr=0.1)
except ValueError as error:
    print(error)
try:
    lr_scheduler.LinearLR(optimizer, start_factor=0.0)
except ValueError as error:
    print(error)
optimizer, scheduler = rates(lambda o: lr_scheduler.CosineAnnealingLR(o, 10), 4)
saved = scheduler.state_dict()
other = lr_scheduler.CosineAnnealingLR(optimizer, 10)
other.load_state_dict(saved)
print(other.last_epoch, [f"{lr:.5f}" for lr in other.get_last_lr()])
