# Embeddings, attention, activations and distances of torch.nn.functional.
import torch
import torch.nn.functional as F

table = (torch.arange(12.0).reshape(4, 3) / 5 - 1).requires_grad_()
words = torch.tensor([[0, 2, 1], [3, 2, 2]])
vectors = F.embedding(words, table, padding_idx=2)
print(vectors)
vectors.pow(2).sum().backward()
print(table.grad)
print(F.embedding_bag(words, table, mode='max'))
print(F.embedding_bag(words.flatten(), table, torch.tensor([0, 4]), mode='sum'))

q = vectors.detach().unsqueeze(1).requires_grad_()
attended = F.scaled_dot_product_attention(q, q, q, is_causal=True)
print(attended)
attended[..., -1, :].sum().backward()
print(q.grad)

weight = torch.linspace(-1, 1, 27).reshape(9, 3)
one = vectors.detach().transpose(0, 1)
output, weights = F.multi_head_attention_forward(
    one, one, one, 3, 1, weight, torch.zeros(9), None, None, False, 0.0, torch.eye(3), None,
    key_padding_mask=torch.tensor([[False, False, True], [False, False, False]]),
)
print(output)
print(weights)

x = torch.tensor([-2.0, -0.5, 0.0, 0.3, 4.0])
for activation in (F.selu, F.celu, F.mish, F.relu6, F.hardtanh, F.hardswish, F.hardsigmoid, F.softsign, F.tanhshrink):
    print(activation.__name__, activation(x))
print(F.hardshrink(x), F.softshrink(x, 0.25), F.threshold(x, 0.1, 20.0), F.glu(x[:4]), F.prelu(x, torch.tensor([0.1])))
print(F.softmax(x, dim=0, dtype=torch.float64))
y = x.clone()
print(F.relu(y, inplace=True) is y, y)
print(F.normalize(vectors.detach()[0], dim=1))
print(F.cosine_similarity(one[0], one[1]), F.pairwise_distance(one[0], one[1]), F.pdist(one[:, 0]))
print(F.bilinear(one[0], one[1], weight.reshape(3, 3, 3)))
print(F.one_hot(words[0], 5))
