import torch

torch.manual_seed(2)
ratings = torch.tensor(
    [
        [5.0, 3.0, 0.0, 1.0],
        [4.0, 0.0, 0.0, 1.0],
        [1.0, 1.0, 0.0, 5.0],
        [1.0, 0.0, 0.0, 4.0],
        [0.0, 1.0, 5.0, 4.0],
    ]
)
mask = ratings > 0
n_users, n_items = ratings.shape
n_factors = 2
P = torch.nn.Parameter(torch.rand(n_users, n_factors))
Q = torch.nn.Parameter(torch.rand(n_items, n_factors))
bu = torch.nn.Parameter(torch.zeros(n_users, 1))
bi = torch.nn.Parameter(torch.zeros(1, n_items))
mu = ratings[mask].mean()
optimizer = torch.optim.Adam([{"params": [P, Q], "weight_decay": 1e-2}, {"params": [bu, bi]}], lr=0.05)

best = float("inf")
patience, bad = 10, 0
for epoch in range(200):
    pred = P @ Q.T + bu + bi + mu
    error = (pred - ratings)[mask]
    loss = (error**2).sum() / mask.sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if loss.item() < best - 1e-4:
        best = loss.item()
        bad = 0
    else:
        bad += 1
        if bad >= patience:
            print("early stopping at", epoch)
            break
    if epoch % 50 == 0:
        print(f"epoch {epoch}: rmse {loss.sqrt().item():.4f}")
with torch.no_grad():
    full = P @ Q.T + bu + bi + mu
top = torch.topk(full.masked_fill(mask, float("-inf")), k=1, dim=1)
print(top.indices.squeeze(1).tolist())
print(f"best {best:.3f}")
user_sim = torch.nn.functional.cosine_similarity(P.detach()[0:1], P.detach(), dim=1)
print(user_sim.argsort(descending=True)[0].item(), user_sim.shape)
