import torch
import torch.nn.functional as F

torch.manual_seed(0)
images = torch.randn(6, 1, 8, 8)
labels = torch.tensor([0, 1, 2, 0, 1, 2])
for i, l in enumerate(labels):
    images[i, :, :, l * 2] += 2.0
params = {
    "c1.w": torch.randn(4, 1, 3, 3) * 0.3,
    "c1.b": torch.zeros(4),
    "c2.w": torch.randn(8, 4, 3, 3) * 0.15,
    "c2.b": torch.zeros(8),
    "fc.w": torch.randn(3, 8 * 2 * 2) * 0.1,
    "fc.b": torch.zeros(3),
}
for p in params.values():
    p.requires_grad_(True)


def forward(x):
    x = F.relu(F.conv2d(x, params["c1.w"], params["c1.b"], padding=1))
    x = F.max_pool2d(x, 2)
    x = F.relu(F.conv2d(x, params["c2.w"], params["c2.b"], padding=1))
    x = F.max_pool2d(x, kernel_size=2, stride=2)
    x = torch.flatten(x, 1)
    return F.linear(x, params["fc.w"], params["fc.b"])


optimizer = torch.optim.SGD(params.values(), lr=0.05, momentum=0.9)
for epoch in range(6):
    logits = forward(images)
    loss = F.cross_entropy(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    _, predicted = torch.max(logits.data, 1)
    correct = (predicted == labels).sum().item()
    print(f"Epoch [{epoch + 1}/6], Loss: {loss.item():.4f}, Accuracy: {100 * correct / len(labels):.2f}%")
print({k: tuple(v.shape) for k, v in params.items()})
print(sum(p.numel() for p in params.values()))

# a tiny U-Net step
def unet(x, w):
    d1 = F.relu(F.conv2d(x, w[0], padding=1))
    d2 = F.relu(F.conv2d(F.max_pool2d(d1, 2), w[1], padding=1))
    up = F.interpolate(d2, scale_factor=2, mode="nearest")
    return F.conv2d(torch.cat([up, d1], dim=1), w[2], padding=1)


w = [torch.randn(2, 1, 3, 3) * 0.3, torch.randn(4, 2, 3, 3) * 0.3, torch.randn(1, 6, 3, 3) * 0.3]
w = [t.requires_grad_() for t in w]
mask = (images[:2] > 0.5).float()
opt = torch.optim.Adam(w, lr=0.01)
for step in range(4):
    out = unet(images[:2], w)
    bce = F.binary_cross_entropy_with_logits(out, mask)
    probs = torch.sigmoid(out)
    inter = (probs * mask).sum(dim=(1, 2, 3))
    dice = 1 - (2 * inter + 1) / (probs.sum(dim=(1, 2, 3)) + mask.sum(dim=(1, 2, 3)) + 1)
    loss = bce + dice.mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    print(f"{step} {bce.item():.4f} {dice.mean().item():.4f} {tuple(out.shape)}")
