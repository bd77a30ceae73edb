import torch
import torch.nn as nn

torch.manual_seed(0)


def tell(module, grad_input, grad_output):
    print('hook', type(module).__name__, grad_input, grad_output)


class GradCAM:
    def __init__(self, model, layer):
        self.model, self.activation, self.gradient = model, None, None
        layer.register_forward_hook(self.keep_activation)
        layer.register_full_backward_hook(self.keep_gradient)

    def keep_activation(self, module, inputs, output):
        self.activation = output.detach()

    def keep_gradient(self, module, grad_input, grad_output):
        self.gradient = grad_output[0]

    def __call__(self, image, label):
        self.model.zero_grad()
        self.model(image)[0, label].backward()
        weights = self.gradient.mean(dim=(2, 3), keepdim=True)
        return torch.relu((weights * self.activation).sum(1))


net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8, 3))
print(GradCAM(net, net[0])(torch.randn(1, 1, 4, 4), 1))

for model in (nn.ReLU(inplace=True), nn.Sequential(nn.Linear(2, 2), nn.ReLU(inplace=True))):
    target = model if isinstance(model, nn.ReLU) else model[0]
    target.register_full_backward_hook(tell)
    try:
        model(torch.ones(1, 2, requires_grad=True) * 1)
    except RuntimeError as error:
        print(error)

layer = nn.Linear(2, 2)
nn.init.constant_(layer.weight, 0.5)
layer.register_full_backward_pre_hook(lambda module, grad_output: (grad_output[0] * 2,))
handle = layer.register_full_backward_hook(tell)
layer(torch.ones(1, 2)).sum().backward()
print(layer.weight.grad)
handle.remove()
layer.register_full_backward_hook(lambda module, grad_input, grad_output: (torch.ones(1, 2),))
x = torch.ones(1, 2, requires_grad=True)
y = layer(x)
print(y.grad_fn.name(), y.shape)
y.sum().backward()
print(x.grad)
try:
    layer(torch.ones(1, 2)).sum().backward()
except RuntimeError as error:
    print(error)

weight = nn.Parameter(torch.ones(2))
old, row = weight.data, weight.detach()[0]
weight.data = torch.zeros(2)
old += 5
print(weight, old, row)
weight.data = old.clone()
print(weight)
