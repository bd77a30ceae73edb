import torch


def attempt(name, change):
    x = torch.tensor([0.3, 0.7], requires_grad=True)
    y = x.clone()
    try:
        change(y).sum().backward()
        print(name, x.grad)
    except RuntimeError as error:
        print(name, 'refused:', str(error)[:100])


def later(y):
    kept = y.cos()
    y.mul_(2)
    return kept


# An operation in place keeps a copy of the input that it changes.
attempt('cos_', lambda y: y.cos_())
attempt('sin_ sin_', lambda y: y.sin_().sin_())
attempt('square_', lambda y: y.square_())
attempt('pow_', lambda y: y.pow_(3))
attempt('log_ add_', lambda y: y.log_().add_(1))
attempt('mul_', lambda y: y.mul_(torch.tensor([2.0, 3.0], requires_grad=True)))
attempt('div_', lambda y: y.div_(torch.tensor([2.0, 4.0], requires_grad=True)))
attempt('clamp_', lambda y: y.clamp_(0.5, 1.0))
def part(y):
    y[0].cos_()
    return y


attempt('cos_ of a part', part)
attempt('a product with a copy', lambda y: y.mul_(y * 1))
# Its other inputs are kept as they are, and so is what an earlier operation kept.
attempt('mul_ by itself', lambda y: y.mul_(y))
attempt('exp_ add_', lambda y: y.exp_().add_(1))
attempt('cos, then mul_', later)
attempt('copy_ of its cosine', lambda y: y.copy_(y.cos()))
