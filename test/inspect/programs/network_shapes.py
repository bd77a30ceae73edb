import torch
import torch.nn as nn
import torch.nn.functional as F
import math

torch.manual_seed(1)
# simple perceptron with manual sgd
model = nn.Linear(2, 1)
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
y = torch.tensor([[0.], [1.], [1.], [1.]])
for epoch in range(3):
    pred = torch.sigmoid(model(X))
    loss = ((pred - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.5 * p.grad
        model.zero_grad()
    print(f"{loss.item():.5f}")
print(model.weight, model.bias)
print(list(model.parameters()))
for name, param in model.named_parameters():
    print(f"{name:10s} {tuple(param.shape)} {param.requires_grad} {param.data}")

class SinusoidalEmbedding(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim
    def forward(self, t):
        half = self.dim // 2
        emb = math.log(10000) / (half - 1)
        emb = torch.exp(torch.arange(half, device=t.device) * -emb)
        emb = t[:, None] * emb[None, :]
        return torch.cat((emb.sin(), emb.cos()), dim=-1)
class Block(nn.Module):
    def __init__(self, in_ch, out_ch, time_emb_dim, up=False):
        super().__init__()
        self.time_mlp = nn.Linear(time_emb_dim, out_ch)
        if up:
            self.conv1 = nn.Conv2d(2 * in_ch, out_ch, 3, padding=1)
            self.transform = nn.ConvTranspose2d(out_ch, out_ch, 4, 2, 1)
        else:
            self.conv1 = nn.Conv2d(in_ch, out_ch, 3, padding=1)
            self.transform = nn.Conv2d(out_ch, out_ch, 4, 2, 1)
        self.bnorm1 = nn.GroupNorm(2, out_ch)
        self.relu = nn.ReLU()
    def forward(self, x, t):
        h = self.bnorm1(self.relu(self.conv1(x)))
        time_emb = self.relu(self.time_mlp(t))
        time_emb = time_emb[(...,) + (None,) * 2]
        return self.transform(h + time_emb)
class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.time = nn.Sequential(SinusoidalEmbedding(4), nn.Linear(4, 4), nn.ReLU())
        self.conv0 = nn.Conv2d(1, 2, 3, padding=1)
        self.downs = nn.ModuleList([Block(2, 4, 4), Block(4, 4, 4)])
        self.ups = nn.ModuleList([Block(4, 4, 4, up=True), Block(4, 2, 4, up=True)])
        self.output = nn.Conv2d(2, 1, 1)
    def forward(self, x, timestep):
        t = self.time(timestep)
        x = self.conv0(x)
        residual = []
        for down in self.downs:
            x = down(x, t)
            residual.append(x)
        for up in self.ups:
            x = up(torch.cat((x, residual.pop()), dim=1), t)
        return self.output(x)
unet = UNet()
out = unet(torch.randn(2, 1, 8, 8), torch.tensor([3, 7]))
loss = F.smooth_l1_loss(out, torch.zeros_like(out))
loss.backward()
print(f"{loss.item():.4f}", out.shape, f"{unet.time[1].weight.grad.norm().item():.6f}")
class LSTMModel(nn.Module):
    def __init__(self, input_size=1, hidden=5, layers=2):
        super().__init__()
        self.hidden = hidden
        self.layers = layers
        self.lstm = nn.LSTM(input_size, hidden, layers, batch_first=True, dropout=0.2)
        self.fc = nn.Linear(hidden, 1)
    def forward(self, x):
        h0 = torch.zeros(self.layers, x.size(0), self.hidden).requires_grad_()
        c0 = torch.zeros(self.layers, x.size(0), self.hidden).requires_grad_()
        out, (hn, cn) = self.lstm(x, (h0.detach(), c0.detach()))
        return self.fc(out[:, -1, :])
series = torch.sin(torch.linspace(0, 6, 12)).view(2, 6, 1)
m = LSTMModel()
opt = torch.optim.Adam(m.parameters(), lr=0.01)
crit = nn.MSELoss()
for i in range(3):
    opt.zero_grad()
    l = crit(m(series), torch.ones(2, 1))
    l.backward()
    opt.step()
    print(i, "%.4f" % l.item())
print(m)
emb = nn.EmbeddingBag(10, 3, mode="sum")
print(emb(torch.tensor([1, 2, 4, 5, 4, 3]), torch.tensor([0, 4])))
m2 = LSTMModel()
m2.load_state_dict(m.state_dict())
m2.eval()
print(torch.allclose(m2(series), m.eval()(series)))
dqn = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
target = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
target.load_state_dict(dqn.state_dict())
for tp, p in zip(target.parameters(), dqn.parameters()):
    tp.data.copy_(0.5 * p.data + 0.5 * tp.data)
sd = target.state_dict()
for key in sd:
    sd[key] = sd[key] * 0.9 + 0.1
target.load_state_dict(sd)
print(target[0].weight.sum())
total = sum(p.numel() for p in dqn.parameters() if p.requires_grad)
print(f"{total:,}")
print(dqn[0].weight.grad, dqn[0].in_features)
n = nn.Linear(3, 3).requires_grad_(False)
print(n.weight.requires_grad, n(torch.ones(3)).requires_grad)
conv = nn.Conv2d(1, 1, 3, bias=False)
conv.weight = nn.Parameter(torch.ones(1, 1, 3, 3) / 8)
print(conv(torch.arange(25.).view(1, 1, 5, 5)))
rnn = nn.RNN(input_size=2, hidden_size=3, batch_first=True)
o, h = rnn(torch.ones(1, 2, 2))
print(o, h)
b = nn.BatchNorm1d(2)
b(torch.tensor([[1., 2.], [3., 6.]]))
print(b.running_mean, b.running_var, b.num_batches_tracked)
print(nn.Dropout(0.5)(torch.ones(8)))
