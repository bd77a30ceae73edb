import torch
import torch.nn as nn
import torch.optim as optim

torch.manual_seed(1)
X = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=torch.float32)
y = torch.tensor([[0], [1], [1], [0]], dtype=torch.float32)


class XOR(nn.Module):
    def __init__(self, hidden=8):
        super(XOR, self).__init__()
        self.fc1 = nn.Linear(2, hidden)
        self.fc2 = nn.Linear(hidden, 1)
        self.relu = nn.ReLU()
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        x = self.relu(self.fc1(x))
        return self.sigmoid(self.fc2(x))


model = XOR()
criterion = nn.BCELoss()
optimizer = optim.Adam(model.parameters(), lr=0.05)
print(model)
print(sum(p.numel() for p in model.parameters() if p.requires_grad))
losses = []
for epoch in range(200):
    optimizer.zero_grad()
    outputs = model(X)
    loss = criterion(outputs, y)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    if epoch % 50 == 0:
        print(f"Epoch {epoch}: loss = {loss.item():.4f}")

with torch.no_grad():
    predicted = (model(X) > 0.5).float()
    accuracy = (predicted == y).float().mean()
    print("Predictions:", predicted.view(-1).tolist())
    print(f"Accuracy: {accuracy.item() * 100:.1f}%")
print(min(losses) == losses[-1], len(losses))
