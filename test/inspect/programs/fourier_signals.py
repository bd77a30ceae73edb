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

# The old form of short-time spectra, with real and imaginary parts side by side.
wave = torch.arange(20.).sin().requires_grad_()
window = torch.hann_window(8)
spectra = torch.stft(wave, 8, window=window, return_complex=False)
print(spectra.shape, spectra[1:3].round(decimals=3) + 0)
spectra.pow(2).sum().backward()
print(wave.grad)
print(torch.stft(wave, 8, 3, 5, torch.ones(5), center=False, normalized=True, onesided=False, return_complex=False)[1:3])
print(torch.stack([wave, wave]).stft(6, window=torch.ones(6), return_complex=False).shape)
try:
    torch.stft(wave, 8, window=window)
except RuntimeError as e:
    print(e)
try:
    torch.stft(wave, 50, return_complex=False)
except RuntimeError as e:
    print(e)
