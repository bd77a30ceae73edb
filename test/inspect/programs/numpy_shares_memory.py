import numpy as np
import torch
a = np.array([1.0, 2.0, 3.0])
t = torch.from_numpy(a)
t[0] = 10
print(a, t, t.dtype)
a[1] = 20
print(t)
u = torch.tensor(a); a[2] = -1; print(u, t)
w = torch.ones(3); n = w.numpy(); w.add_(1); print(n, n.dtype, type(n)); n[0] = 7; print(w)
z = torch.tensor([1.0, 2.0], requires_grad=True)
try:
    z.numpy()
except RuntimeError as e:
    print(e)
print(z.detach().numpy(), z.detach().cpu().numpy().tolist())
print(torch.as_tensor(np.array([1, 2])), torch.tensor(np.float32(1.5)), torch.tensor(np.array([[1, 2]], dtype=np.float32)), torch.from_numpy(np.arange(3)).float(), torch.Tensor(np.array([1.5, 2])))
print(np.array(torch.tensor([1, 2])), np.asarray(torch.ones(2)), torch.FloatTensor([1.0]).numpy())
print(np.allclose(torch.ones(2).numpy(), 1), np.mean(torch.arange(4.).numpy()))
m = torch.nn.Linear(2, 1)
with torch.no_grad():
    m.weight.copy_(torch.from_numpy(np.array([[1., 2.]]))); m.bias.zero_()
x = torch.from_numpy(np.random.RandomState(0).rand(3, 2)).float()
print(m(x).squeeze().detach().numpy())
loss = torch.nn.functional.mse_loss(m(x).squeeze(), torch.from_numpy(np.ones(3, dtype=np.float32)))
print(loss.item(), f"{loss.item():.4f}", np.round(loss.item(), 3))
print(torch.tensor(np.arange(6).reshape(2, 3))[:, 1].numpy(), torch.stack([torch.from_numpy(r) for r in np.eye(2)]))
preds = torch.tensor([[0.1, 0.9], [0.8, 0.2]]); print((preds.argmax(1).numpy() == np.array([1, 0])).mean())
print(np.concatenate([p.numpy() for p in [torch.ones(1), torch.zeros(2)]]))
print(torch.tensor([np.float64(1.5), np.float64(2)]), torch.tensor(np.array([True, False])), torch.tensor([np.array([1, 2]), np.array([3, 4])]) if False else '')
print(float(np.array(2.5)), int(np.array([3])[0]), float(torch.tensor(1.5)), bool(np.array([1])[0]), np.float64(2.0).item(), round(np.float64(2.345), 2), abs(np.float64(-1)))
