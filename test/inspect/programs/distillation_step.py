import torch
import torch.nn.functional as F


def distillation_loss(student_logits, teacher_logits, labels, temperature=4.0, alpha=0.7):
    soft_targets = F.softmax(teacher_logits / temperature, dim=1)
    soft_prob = F.log_softmax(student_logits / temperature, dim=1)
    kd = F.kl_div(soft_prob, soft_targets, reduction="batchmean") * (temperature**2)
    ce = F.cross_entropy(student_logits, labels)
    return alpha * kd + (1.0 - alpha) * ce, kd, ce


torch.manual_seed(0)
teacher_W = torch.randn(6, 4)
W = torch.zeros(6, 4, requires_grad=True)
x = torch.randn(20, 6)
labels = (x @ teacher_W).argmax(1)
optimizer = torch.optim.SGD([W], lr=0.1, momentum=0.9)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=20)
for step in range(20):
    with torch.no_grad():
        teacher_logits = x @ teacher_W
    loss, kd, ce = distillation_loss(x @ W, teacher_logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    if step % 5 == 0 or step == 19:
        lr = scheduler.get_last_lr()[0]
        print(f"step={step:02d} loss={loss:.4f} kd={kd:.4f} ce={ce:.4f} lr={lr:.5f}")
acc = ((x @ W).argmax(dim=1) == labels).float().mean()
print("agreement", round(acc.item(), 4))
