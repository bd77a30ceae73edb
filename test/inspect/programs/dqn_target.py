import random
from collections import deque, namedtuple

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
Transition = namedtuple("Transition", ("state", "action", "next_state", "reward"))


class ReplayMemory:
    def __init__(self, capacity):
        self.memory = deque([], maxlen=capacity)

    def push(self, *args):
        self.memory.append(Transition(*args))

    def __len__(self):
        return len(self.memory)


class QNet:
    def __init__(self):
        self.w = (torch.randn(4, 2) * 0.1).requires_grad_(True)
        self.b = torch.zeros(2, requires_grad=True)

    def __call__(self, x):
        return x @ self.w + self.b

    def parameters(self):
        return [self.w, self.b]


policy_net, target_net = QNet(), QNet()
with torch.no_grad():
    for t, p in zip(target_net.parameters(), policy_net.parameters()):
        t.copy_(p)
memory = ReplayMemory(10)
for i in range(12):
    state = torch.randn(1, 4)
    next_state = torch.randn(1, 4) if i % 4 != 3 else None
    memory.push(state, torch.tensor([[i % 2]]), next_state, torch.tensor([float(i % 3)]))
print(len(memory), memory.memory[0].action)

BATCH_SIZE, GAMMA, TAU = 10, 0.99, 0.005
optimizer = torch.optim.AdamW(policy_net.parameters(), lr=1e-2, amsgrad=True)
for it in range(5):
    transitions = list(memory.memory)
    batch = Transition(*zip(*transitions))
    non_final_mask = torch.tensor(tuple(map(lambda s: s is not None, batch.next_state)), dtype=torch.bool)
    non_final_next_states = torch.cat([s for s in batch.next_state if s is not None])
    state_batch = torch.cat(batch.state)
    action_batch = torch.cat(batch.action)
    reward_batch = torch.cat(batch.reward)
    state_action_values = policy_net(state_batch).gather(1, action_batch)
    next_state_values = torch.zeros(BATCH_SIZE)
    with torch.no_grad():
        next_state_values[non_final_mask] = target_net(non_final_next_states).max(1).values
    expected = (next_state_values * GAMMA) + reward_batch
    criterion = nn.SmoothL1Loss()
    loss = criterion(state_action_values, expected.unsqueeze(1))
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_value_(policy_net.parameters(), 100)
    optimizer.step()
    for t, p in zip(target_net.parameters(), policy_net.parameters()):
        t.data.copy_(TAU * p.data + (1 - TAU) * t.data)
    print(f"{it} {loss.item():.5f} {expected.mean().item():.4f}")
print(target_net.w, next_state_values)
