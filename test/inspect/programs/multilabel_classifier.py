import torch
from torch import nn

torch.manual_seed(7)
NUM_LABELS = 4
inputs = torch.randn(12, 5)
true_w = torch.randn(5, NUM_LABELS)
targets = (inputs @ true_w > 0).float()
weight = nn.Parameter(torch.zeros(NUM_LABELS, 5))
bias = nn.Parameter(torch.linspace(-0.2, 0.4, NUM_LABELS))
pos_weight = (targets.size(0) - targets.sum(0)) / targets.sum(0).clamp(min=1)
criterion = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
optimizer = torch.optim.SGD([weight, bias], lr=0.5, momentum=0.9)
print("pos_weight:", pos_weight)

for step in range(1, 31):
    optimizer.zero_grad()
    logits = torch.nn.functional.linear(inputs, weight, bias)
    loss = criterion(logits, targets)
    loss.backward()
    grad_norm = torch.nn.utils.clip_grad_norm_([weight, bias], max_norm=0.5)
    optimizer.step()
    if step % 10 == 0:
        print(f"step {step:3d} loss {loss.item():.4f} grad norm {grad_norm.item():.4f}")

with torch.no_grad():
    probs = torch.sigmoid(nn.functional.linear(inputs, weight, bias))
preds = probs > 0.5
correct = preds == targets.bool()
print("per-label accuracy:", correct.float().mean(dim=0))
print("exact match:", correct.all(dim=1).float().mean().item())
tp = (preds & targets.bool()).sum(0)
fp = (preds & ~targets.bool()).sum(0)
fn = (~preds & targets.bool()).sum(0)
f1 = 2 * tp / (2 * tp + fp + fn)
print("f1 macro %.4f" % f1.mean().item(), tp, fp, fn)
hamming = (preds != targets.bool()).float().mean()
print(f"hamming loss {hamming:.4f}")
