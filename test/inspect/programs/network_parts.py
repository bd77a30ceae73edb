import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pad_sequence

torch.manual_seed(0)

def weights_init(m):
    classname = m.__class__.__name__
    if classname.find("Conv") != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)
    elif classname.find("BatchNorm") != -1:
        nn.init.normal_(m.weight.data, 1.0, 0.02)
        nn.init.constant_(m.bias.data, 0)

class Generator(nn.Module):
    def __init__(self, nz=4, ngf=2):
        super(Generator, self).__init__()
        self.main = nn.Sequential(
            nn.ConvTranspose2d(nz, ngf * 2, 4, 1, 0, bias=False),
            nn.BatchNorm2d(ngf * 2),
            nn.ReLU(True),
            nn.ConvTranspose2d(ngf * 2, 1, 4, 2, 1, bias=False),
            nn.Tanh(),
        )
    def forward(self, input):
        return self.main(input)

class Discriminator(nn.Module):
    def __init__(self, ndf=2):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(1, ndf, 4, 2, 1, bias=False),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(ndf, 1, 4, 1, 0, bias=False),
            nn.Sigmoid(),
        )
    def forward(self, x):
        return self.main(x).view(-1)

G, D = Generator(), Discriminator()
G.apply(weights_init)
D.apply(weights_init)
optD = torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
optG = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
criterion = nn.BCELoss()
real = torch.rand(3, 1, 8, 8)
for i in range(2):
    D.zero_grad()
    label = torch.full((3,), 1.0)
    errD_real = criterion(D(real), label)
    errD_real.backward()
    fake = G(torch.randn(3, 4, 1, 1))
    label.fill_(0.0)
    errD_fake = criterion(D(fake.detach()), label)
    errD_fake.backward()
    optD.step()
    G.zero_grad()
    label.fill_(1.0)
    errG = criterion(D(fake), label)
    errG.backward()
    optG.step()
    print(f"{errD_real.item() + errD_fake.item():.4f} {errG.item():.4f}")

class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(6, 4)
        self.fc21 = nn.Linear(4, 2)
        self.fc22 = nn.Linear(4, 2)
        self.fc3 = nn.Linear(2, 4)
        self.fc4 = nn.Linear(4, 6)
    def encode(self, x):
        h = F.relu(self.fc1(x))
        return self.fc21(h), self.fc22(h)
    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        return mu + torch.randn_like(std) * std
    def forward(self, x):
        mu, logvar = self.encode(x.view(-1, 6))
        z = self.reparameterize(mu, logvar)
        return torch.sigmoid(self.fc4(F.relu(self.fc3(z)))), mu, logvar
vae = VAE()
x = torch.rand(4, 2, 3)
recon, mu, logvar = vae(x)
bce = F.binary_cross_entropy(recon, x.view(-1, 6), reduction="sum")
kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
(bce + kld).backward()
print(f"{(bce + kld).item():.4f}", vae.fc1.weight.grad.norm())

features = nn.Sequential(*list(D.main.children())[:-1])
print(features)
print(next(D.parameters()).device, next(D.parameters()).dtype, next(iter(D.parameters())).shape)
for name, m in G.named_modules():
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
        print(name, m.kernel_size, m.stride, m.in_channels, m.weight.shape)
print(pad_sequence([torch.ones(2), torch.zeros(3)], batch_first=True, padding_value=-1))
class Encoder(nn.Module):
    def __init__(self, vocab, hidden):
        super().__init__()
        self.hidden_size = hidden
        self.embedding = nn.Embedding(vocab, hidden)
        self.gru = nn.GRU(hidden, hidden)
    def forward(self, input, hidden):
        embedded = self.embedding(input).view(1, 1, -1)
        return self.gru(embedded, hidden)
    def initHidden(self):
        return torch.zeros(1, 1, self.hidden_size)
class AttnDecoder(nn.Module):
    def __init__(self, hidden, vocab, max_length=4):
        super().__init__()
        self.embedding = nn.Embedding(vocab, hidden)
        self.attn = nn.Linear(hidden * 2, max_length)
        self.attn_combine = nn.Linear(hidden * 2, hidden)
        self.gru = nn.GRU(hidden, hidden)
        self.out = nn.Linear(hidden, vocab)
    def forward(self, input, hidden, encoder_outputs):
        embedded = self.embedding(input).view(1, 1, -1)
        weights = F.softmax(self.attn(torch.cat((embedded[0], hidden[0]), 1)), dim=1)
        applied = torch.bmm(weights.unsqueeze(0), encoder_outputs.unsqueeze(0))
        output = torch.cat((embedded[0], applied[0]), 1)
        output = F.relu(self.attn_combine(output).unsqueeze(0))
        output, hidden = self.gru(output, hidden)
        return F.log_softmax(self.out(output[0]), dim=1), hidden, weights
enc, dec = Encoder(6, 4), AttnDecoder(4, 6)
hidden = enc.initHidden()
outputs = torch.zeros(4, 4)
for ei in range(3):
    out, hidden = enc(torch.tensor([ei]), hidden)
    outputs[ei] = out[0, 0]
loss = 0
token = torch.tensor([[0]])
for di in range(3):
    o, hidden, w = dec(token, hidden, outputs)
    loss += F.nll_loss(o, torch.tensor([di]))
    token = o.topk(1)[1].squeeze().detach()
loss.backward()
print(f"{loss.item() / 3:.4f}", enc.embedding.weight.grad)
class Custom(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in))
        self.bias = nn.Parameter(torch.empty(n_out))
        self.reset_parameters()
    def reset_parameters(self):
        nn.init.kaiming_uniform_(self.weight, a=5 ** 0.5)
        fan_in, _ = nn.init._calculate_fan_in_and_fan_out(self.weight)
        nn.init.uniform_(self.bias, -1 / fan_in ** 0.5, 1 / fan_in ** 0.5)
    def forward(self, x):
        return F.linear(x, self.weight, self.bias)
    def extra_repr(self):
        return f"n_in={self.weight.shape[1]}"
torch.manual_seed(5)
c = Custom(3, 2)
torch.manual_seed(5)
l = nn.Linear(3, 2)
print(torch.equal(c.weight, l.weight), c)
l.reset_parameters()
print(l.weight)
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.BatchNorm1d(3), nn.Sequential(nn.Conv2d(1, 1, 2)))
net[:3](torch.randn(4, 2))
torch.manual_seed(9)
def reset(m):
    if hasattr(m, "reset_parameters"):
        m.reset_parameters()
net.apply(reset)
print(net.state_dict())
print([hasattr(m, "weight") for m in net.modules()])
