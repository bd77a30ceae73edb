"""Real signals of half a spectrum, along one dim and along several."""
import torch

torch.set_printoptions(precision=3)
x = torch.arange(24.).reshape(2, 3, 4).sin()
x.requires_grad_()
for f in (torch.fft.hfftn, torch.fft.irfftn):
    print(f(x))
    print(f(x, s=(4, 6)))
    print(f(x, s=(2, 5), dim=(0, 1), norm='ortho'))
    print(f(x, s=(-1, 7), dim=(2, 0), norm='forward'))
    y = f(x, norm='ortho')
    (y * y.cos()).sum().backward()
    print(x.grad)
    x.grad = None
print(torch.fft.hfft2(x, s=(5, 5)))
print(torch.fft.irfft2(x, dim=(0, 2)))
for bad in ((), (1, 1), (1, 5)):
    try:
        torch.fft.hfft2(x, dim=bad)
    except Exception as e:
        print(e)
try:
    torch.fft.irfftn(x, s=(5, 0))
except RuntimeError as e:
    print(e)
try:
    torch.fft.irfftn(x, s=(5, 2, 3, 4))
except RuntimeError as e:
    print(e)
