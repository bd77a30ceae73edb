import torch
import torch.nn.functional as F

torch.manual_seed(9)
eps = torch.finfo(torch.float32).eps
W = (torch.randn(4, 16) * 0.2).requires_grad_()
Wa = (torch.randn(16, 2) * 0.2).requires_grad_()
Wv = (torch.randn(16, 1) * 0.2).requires_grad_()
optimizer = torch.optim.Adam([W, Wa, Wv], lr=3e-2)


def policy(x):
    h = F.relu(x @ W)
    return F.softmax(h @ Wa, dim=-1), (h @ Wv).squeeze(-1)


states = torch.randn(6, 4)
actions = torch.tensor([0, 1, 1, 0, 1, 0])
rewards = [1.0, 1.0, 0.5, 1.0, 0.0, 1.0]
old_log_probs = None
for epoch in range(4):
    probs, values = policy(states)
    log_probs = torch.log(probs.gather(1, actions.unsqueeze(1)).squeeze(1))
    R, returns = 0.0, []
    for r in reversed(rewards):
        R = r + 0.99 * R
        returns.insert(0, R)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + eps)
    advantages = returns - values.detach()
    if old_log_probs is None:
        old_log_probs = log_probs.detach()
    ratio = torch.exp(log_probs - old_log_probs)
    surr1 = ratio * advantages
    surr2 = torch.clamp(ratio, 0.8, 1.2) * advantages
    actor_loss = -torch.min(surr1, surr2).mean()
    critic_loss = F.smooth_l1_loss(values, returns)
    entropy = -(probs * probs.log()).sum(-1).mean()
    loss = actor_loss + 0.5 * critic_loss - 0.01 * entropy
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{epoch}: actor {actor_loss.item():.4f} critic {critic_loss.item():.4f} entropy {entropy.item():.4f}")

# generalised advantage estimation
values = torch.tensor([0.5, 0.6, 0.4, 0.2])
rewards = torch.tensor([1.0, 0.0, 1.0])
dones = torch.tensor([0.0, 0.0, 1.0])
advantages = torch.zeros_like(rewards)
last = 0.0
for t in reversed(range(len(rewards))):
    delta = rewards[t] + 0.99 * values[t + 1] * (1 - dones[t]) - values[t]
    last = delta + 0.99 * 0.95 * (1 - dones[t]) * last
    advantages[t] = last
print(advantages, advantages + values[:-1])
