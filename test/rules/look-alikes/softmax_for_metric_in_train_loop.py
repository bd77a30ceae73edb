import torch
from torch import nn

model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3))
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters())

x = torch.randn(30, 8)
y = torch.randint(0, 3, (30,))
for epoch in range(3):
    y_logits = model(x)
    y_pred = torch.softmax(y_logits, dim=1).argmax(dim=1)
    loss = loss_fn(y_logits, y)
    accuracy = (y_pred == y).float().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
