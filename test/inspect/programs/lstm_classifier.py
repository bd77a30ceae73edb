import torch
import torch.nn as nn

torch.manual_seed(0)


class SentimentLSTM(nn.Module):
    def __init__(self, vocab_size, embed_dim, hidden_dim, num_classes, num_layers=1, bidirectional=True):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed_dim, padding_idx=0)
        self.lstm = nn.LSTM(embed_dim, hidden_dim, num_layers, batch_first=True, bidirectional=bidirectional)
        self.fc = nn.Linear(hidden_dim * (2 if bidirectional else 1), num_classes)

    def forward(self, text):
        embedded = self.embedding(text)
        output, (hidden, cell) = self.lstm(embedded)
        hidden = torch.cat((hidden[-2], hidden[-1]), dim=1)
        return self.fc(hidden)


text = torch.randint(1, 15, (8, 6))
text[0, 4:] = 0
labels = torch.tensor([0, 1, 0, 1, 1, 0, 0, 1])
model = SentimentLSTM(15, 5, 6, 2)
print(model)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for epoch in range(8):
    logits = model(text)
    loss = criterion(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm=5)
    optimizer.step()
    acc = (logits.argmax(1) == labels).float().mean()
    print(f"Epoch: {epoch+1:02} | Train Loss: {loss.item():.3f} | Train Acc: {acc*100:.2f}%")
gru = nn.GRU(3, 4, num_layers=2)
out, h = gru(torch.randn(5, 2, 3))
print(out.shape, h.shape, out[-1, 0])
rnn = nn.RNN(3, 4, nonlinearity="relu")
out, h = rnn(torch.ones(2, 1, 3))
print(h)
cell = nn.LSTMCell(2, 3)
hx, cx = torch.zeros(1, 3), torch.zeros(1, 3)
for t in range(3):
    hx, cx = cell(torch.tensor([[1.0, -1.0]]), (hx, cx))
print(hx, cx)
