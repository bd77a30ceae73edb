from torch import nn


class Activation(nn.Module):
    def __init__(self, name, **params):
        super().__init__()
        if name is None:
            self.activation = nn.Identity(**params)
        elif name == "softmax":
            self.activation = nn.Softmax(**params)
        else:
            raise ValueError(name)

    def forward(self, x):
        return self.activation(x)
