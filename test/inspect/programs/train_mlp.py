import torch
from torch import nn, optim

torch.manual_seed(42)


class MLP(nn.Module):
    def __init__(self, sizes, dropout=0.2):
        super().__init__()
        layers = []
        for before, after in zip(sizes[:-2], sizes[1:-1]):
            layers += [nn.Linear(before, after, bias=False), nn.BatchNorm1d(after), nn.GELU(), nn.Dropout(dropout)]
        layers.append(nn.Linear(sizes[-2], sizes[-1]))
        self.net = nn.Sequential(*layers)

    def forward(self, x):
        return self.net(x)


model = MLP([6, 16, 8, 3])
print(model)
x = torch.randn(20, 6)
y = torch.randint(0, 3, (20,))
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
optimizer = optim.AdamW(model.parameters(), lr=1e-2, weight_decay=0.01)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
for epoch in range(5):
    model.train()
    total = 0.0
    for start in range(0, len(x), 5):
        xb, yb = x[start : start + 5], y[start : start + 5]
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item() * len(xb)
    scheduler.step()
    model.eval()
    with torch.no_grad():
        logits = model(x)
        accuracy = (logits.argmax(dim=1) == y).float().mean().item()
    print(f"epoch {epoch} loss {total / len(x):.4f} accuracy {accuracy:.2f} lr {scheduler.get_last_lr()[0]:.4f}")
for name, value in model.state_dict().items():
    print(name, f"{value.float().sum().item():.4f}")
