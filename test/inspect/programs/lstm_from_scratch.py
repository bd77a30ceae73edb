import torch
import torch.nn as nn

torch.manual_seed(3)


class LSTMCell(nn.Module):
    def __init__(self, n_in, n_hidden):
        super().__init__()
        self.n_hidden = n_hidden
        self.W = nn.Parameter(torch.randn(n_in, 4 * n_hidden) * 0.2)
        self.U = nn.Parameter(torch.randn(n_hidden, 4 * n_hidden) * 0.2)
        self.bias = nn.Parameter(torch.zeros(4 * n_hidden))

    def forward(self, x, state):
        h, c = state
        gates = x @ self.W + h @ self.U + self.bias
        i, f, g, o = gates.chunk(4, 1)
        i, f, o = i.sigmoid(), f.sigmoid(), o.sigmoid()
        c = f * c + i * g.tanh()
        h = o * c.tanh()
        return h, c

    def init_state(self, batch):
        return torch.zeros(batch, self.n_hidden), torch.zeros(batch, self.n_hidden)


class Model(nn.Module):
    def __init__(self, n_hidden=8):
        super().__init__()
        self.cell = LSTMCell(1, n_hidden)
        self.head = nn.Parameter(torch.randn(n_hidden, 1) * 0.2)

    def forward(self, x):
        state = self.cell.init_state(x.size(0))
        for t in range(x.size(1)):
            state = self.cell(x[:, t], state)
        return state[0] @ self.head


series = torch.sin(torch.arange(30) * 0.3)
window = 6
X = torch.stack([series[i : i + window] for i in range(len(series) - window)]).unsqueeze(-1)
Y = series[window:].unsqueeze(1)
print(X.shape, Y.shape)
model = Model()
for name, p in model.named_parameters():
    print(f"{name:12s} {tuple(p.shape)}")
loss_fn = nn.MSELoss()
opt = torch.optim.Adam(model.parameters(), lr=0.02)
model.train()
for epoch in range(20):
    opt.zero_grad()
    loss = loss_fn(model(X), Y)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    opt.step()
    if epoch % 5 == 4:
        print(f"epoch {epoch + 1:2d}  mse {loss.item():.5f}")
model.eval()
with torch.no_grad():
    seq = X[-1:].clone()
    for _ in range(3):
        nxt = model(seq)
        seq = torch.cat([seq[:, 1:], nxt.unsqueeze(1)], dim=1)
    print([f"{v:.3f}" for v in seq[0, -3:, 0].tolist()])

# truncated backpropagation: the hidden state is detached between chunks
h, c = model.cell.init_state(1)
total = 0
for chunk in series[:12].view(3, 4):
    h, c = h.detach(), c.detach()
    loss = 0
    for v in chunk:
        h, c = model.cell(v.view(1, 1), (h, c))
        loss = loss + (h @ model.head - v) ** 2
    opt.zero_grad()
    loss.backward()
    opt.step()
    total += loss.item()
print(f"{total:.4f}")
h, c = model.cell.init_state(1)
try:
    for v in series[:2]:
        h, c = model.cell(v.view(1, 1), (h, c))
        (h.sum()).backward()
except RuntimeError as error:
    print(str(error).split("(")[0])
