import torch
from torch import nn

torch.manual_seed(1)


class Classifier(nn.Module):
    def __init__(self, vocabulary, width, hidden, classes):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=0)
        self.lstm = nn.LSTM(width, hidden, num_layers=2, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * hidden, classes)

    def forward(self, tokens):
        embedded = self.embedding(tokens)
        output, (hidden, cell) = self.lstm(embedded)
        last = torch.cat((hidden[-2], hidden[-1]), dim=1)
        return self.fc(last)


model = Classifier(10, 5, 4, 2)
tokens = torch.tensor([[1, 2, 3, 4], [5, 6, 0, 0], [7, 8, 9, 0]])
labels = torch.tensor([1.0, 0.0, 1.0])
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(3):
    optimizer.zero_grad()
    logits = model(tokens)
    loss = criterion(logits[:, 0], labels)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=0.5)
    optimizer.step()
    print(step, f"{loss.item():.5f}")
for name, parameter in model.named_parameters():
    print(name, f"{parameter.sum().item():.4f}", f"{parameter.grad.abs().sum().item():.4f}")

gru = nn.GRU(3, 2)
state = torch.zeros(1, 1, 2)
for value in torch.eye(3):
    out, state = gru(value.view(1, 1, -1), state)
print(out, state.shape)
