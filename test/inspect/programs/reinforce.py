import torch
from torch.distributions import Categorical

torch.manual_seed(1)
gamma = 0.9
theta = torch.zeros(3, 2, requires_grad=True)
states = torch.eye(3)
optimizer = torch.optim.Adam([theta], lr=0.1)
rewards = [1.0, 0.0, 2.0, -1.0]
actions = [0, 1, 1, 0]
visited = [0, 1, 2, 1]

for episode in range(3):
    log_probs, entropies = [], []
    for s, a in zip(visited, actions):
        probs = torch.softmax(states[s] @ theta, dim=-1)
        m = Categorical(probs)
        log_probs.append(m.log_prob(torch.tensor(a)))
        entropies.append(m.entropy())
    returns = []
    R = 0
    for r in rewards[::-1]:
        R = r + gamma * R
        returns.insert(0, R)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + 1e-8)
    policy_loss = [-lp * ret for lp, ret in zip(log_probs, returns)]
    loss = torch.stack(policy_loss).sum() - 0.01 * torch.stack(entropies).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"Episode {episode}\tLoss: {loss.item():.4f}\tReturn: {returns}")
print(theta)
print(torch.softmax(theta, -1).detach())
