# Recurrent layers as functions of their weights, beside the modules that hold them.
import torch

torch.manual_seed(4)
x, h, c = torch.randn(2, 3), torch.randn(2, 4), torch.randn(2, 4)
for function, make in (
    (torch.rnn_tanh_cell, torch.nn.RNNCell(3, 4)),
    (torch.rnn_relu_cell, torch.nn.RNNCell(3, 4, nonlinearity="relu")),
    (torch.gru_cell, torch.nn.GRUCell(3, 4)),
):
    out = function(x, h, make.weight_ih, make.weight_hh, make.bias_ih, make.bias_hh)
    print(out.detach(), torch.allclose(out, make(x, h)))
    print(function(x, h, make.weight_ih, make.weight_hh).detach())
m = torch.nn.LSTMCell(3, 4)
hidden, memory = torch.lstm_cell(x, (h, c), m.weight_ih, m.weight_hh, m.bias_ih, m.bias_hh)
print(hidden.detach(), memory.detach())
(hidden.sum() + memory.sum()).backward()
print(m.weight_ih.grad, m.bias_hh.grad)

steps = torch.randn(5, 2, 3)
for function, m in (
    (torch.rnn_tanh, torch.nn.RNN(3, 4)),
    (torch.rnn_relu, torch.nn.RNN(3, 4, 2, nonlinearity="relu", bidirectional=True)),
    (torch.gru, torch.nn.GRU(3, 4, 2, bias=False)),
):
    state = torch.zeros(m.num_layers * (2 if m.bidirectional else 1), 2, 4)
    out, last = function(steps, state, list(m.parameters()), m.bias, m.num_layers, 0.0, False, m.bidirectional, False)
    print(out.detach()[-1], last.detach(), torch.allclose(out, m(steps)[0]))
m = torch.nn.LSTM(3, 4, batch_first=True)
state = (torch.zeros(1, 2, 4), torch.ones(1, 2, 4))
out, last, memory = torch.lstm(steps.transpose(0, 1), state, list(m.parameters()), True, 1, 0.0, True, False, True)
print(out.shape, last.detach(), memory.detach())
out.sum().backward()
print(m.weight_hh_l0.grad)
