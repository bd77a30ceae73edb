from torch import nn


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 5)

    def forward(self, x):
        return nn.functional.softmax(self.out(x), dim=1)


encoder = Encoder()


def run(batch, target, loss_fn=nn.NLLLoss()):
    return loss_fn(encoder(batch), target)  # error: nll-on-softmax
