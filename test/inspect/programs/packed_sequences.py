"""Sequences of different lengths through recurrent layers (torch.nn.utils.rnn)."""

import torch
import torch.nn as nn
from torch.nn.utils.rnn import (
    PackedSequence,
    pack_padded_sequence,
    pack_sequence,
    pad_packed_sequence,
    pad_sequence,
    unpack_sequence,
    unpad_sequence,
)

torch.manual_seed(0)
sequences = [torch.randn(n, 3) for n in (4, 2, 1)]
lengths = torch.tensor([4, 2, 1])
padded = pad_sequence(sequences, batch_first=True)
packed = pack_padded_sequence(padded, lengths, batch_first=True)
print(packed)
print(packed.data.shape, packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices)
data, batch_sizes, sorted_indices, unsorted_indices = packed
print(torch.equal(data, packed[0]), batch_sizes, isinstance(packed, PackedSequence), len(packed))
restored, restored_lengths = pad_packed_sequence(packed, batch_first=True)
print(torch.equal(restored, padded), restored_lengths)
print(pad_packed_sequence(packed, batch_first=True, padding_value=-1.0, total_length=5)[0][1])
print(torch.equal(pack_sequence(sequences).data, packed.data))
print([s.shape for s in unpack_sequence(packed)], [s.shape for s in unpad_sequence(padded, lengths, batch_first=True)])

lstm = nn.LSTM(3, 2, batch_first=True)
output, (h, c) = lstm(packed)
print(output)
unpacked, out_lengths = pad_packed_sequence(output, batch_first=True)
print(unpacked, out_lengths)
print(h, c)
alone, (h1, c1) = lstm(sequences[1].unsqueeze(0))
print(torch.allclose(unpacked[1, :2], alone[0]), torch.allclose(h[0, 1], h1[0, 0]))

unsorted = pad_sequence([sequences[2], sequences[0], sequences[1]])
packed = pack_padded_sequence(unsorted, [1, 4, 2], enforce_sorted=False)
print(packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices)
gru = nn.GRU(3, 2, num_layers=2, bidirectional=True)
output, h = gru(packed)
unpacked, out_lengths = pad_packed_sequence(output)
print(unpacked.shape, unpacked[:, 0], out_lengths)
print(h)
h0 = torch.randn(4, 3, 2)
output, h = gru(packed, h0)
print(output.data, h[0])
rnn = nn.RNN(3, 2, nonlinearity="relu", batch_first=True)
output, h = rnn(pack_sequence([s.clone() for s in sequences], enforce_sorted=False))
print(output.data, h)


class Classifier(nn.Module):
    def __init__(self, vocab, dim, hidden, classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab, dim, padding_idx=0)
        self.rnn = nn.LSTM(dim, hidden, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(hidden * 2, classes)

    def forward(self, text, lengths):
        embedded = self.embedding(text)
        packed = pack_padded_sequence(embedded, lengths.cpu(), batch_first=True, enforce_sorted=False)
        packed_output, (hidden, _) = self.rnn(packed)
        output, _ = pad_packed_sequence(packed_output, batch_first=True)
        return self.fc(torch.cat((hidden[-2], hidden[-1]), dim=1)), output


torch.manual_seed(1)
model = Classifier(10, 3, 4, 2)
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
text = torch.tensor([[1, 2, 0, 0], [3, 4, 5, 6], [7, 8, 9, 0]])
lengths = torch.tensor([2, 4, 3])
labels = torch.tensor([0, 1, 1])
for epoch in range(4):
    scores, output = model(text, lengths)
    loss = nn.functional.cross_entropy(scores, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{loss.item():.4f}", output.shape)
print(scores.detach(), model.embedding.weight.grad[0])
print(packed.to("cpu") is packed, packed.data.device)

for call in (
    lambda: pack_padded_sequence(padded, [1, 4, 2], batch_first=True),
    lambda: pack_padded_sequence(padded, torch.tensor([4, 2, 0]), batch_first=True),
    lambda: pad_packed_sequence(packed, total_length=2),
):
    try:
        call()
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
