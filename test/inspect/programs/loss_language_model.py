import torch
import torch.nn as nn

logits = (torch.arange(24.0).reshape(1, 4, 6) * 0.9).cos().requires_grad_()
labels = torch.tensor([[3, -100, 5, 1]])
shift_logits = logits[..., :-1, :].contiguous()
shift_labels = labels[..., 1:].contiguous()
loss = nn.CrossEntropyLoss()(shift_logits.view(-1, shift_logits.size(-1)), shift_labels.view(-1))
loss.backward()
print(loss, torch.exp(loss))
print(logits.grad)
padded = nn.CrossEntropyLoss(ignore_index=0)
print(padded.ignore_index, padded(logits.transpose(1, 2), torch.tensor([[0, 2, 0, 4]])))
