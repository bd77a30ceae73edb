import torch
from torch import nn

torch.manual_seed(4)


class AutoEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 4, 3, stride=2, padding=1), nn.ReLU(True), nn.Conv2d(4, 2, 3, stride=2, padding=1)
        )
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(2, 4, 3, stride=2, padding=1, output_padding=1),
            nn.ReLU(True),
            nn.ConvTranspose2d(4, 1, 3, stride=2, padding=1, output_padding=1),
            nn.Sigmoid(),
        )

    def forward(self, x):
        return self.decoder(self.encoder(x))


images = torch.rand(4, 1, 8, 8)
model = AutoEncoder()
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2, weight_decay=1e-5)
for epoch in range(5):
    noisy = images + 0.1 * torch.randn_like(images)
    recon = model(noisy.clamp(0, 1))
    loss = criterion(recon, images)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"epoch [{epoch + 1}/5], loss:{loss.item():.4f}")
print(model.encoder(images).shape, recon.shape)
psnr = 10 * torch.log10(1 / torch.mean((recon - images) ** 2))
print(f"PSNR {psnr.item():.3f} dB")
up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
print(up(images[:1, :, :2, :2]))
for name, param in model.named_parameters():
    if "weight" in name:
        print(name, tuple(param.shape), f"{param.grad.norm().item():.5f}")
