import copy

import torch
import torch.nn as nn

torch.manual_seed(0)
backbone = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())
for p in backbone.parameters():
    p.requires_grad = False
model = nn.Sequential()
model.add_module("backbone", backbone)
model.add_module("head", nn.Linear(4, 2))
trainable = [n for n, p in model.named_parameters() if p.requires_grad]
print(trainable, len(list(model.parameters())))
x, y = torch.randn(10, 6), torch.randint(0, 2, (10,))
before = copy.deepcopy(model.state_dict())
optimizer = torch.optim.SGD(filter(lambda p: p.requires_grad, model.parameters()), lr=0.5, momentum=0.9)
best_acc, best_wts = 0.0, copy.deepcopy(model.state_dict())
for epoch in range(6):
    for phase in ["train", "val"]:
        model.train(phase == "train")
        optimizer.zero_grad()
        with torch.set_grad_enabled(phase == "train"):
            out = model(x)
            _, preds = torch.max(out, 1)
            loss = nn.functional.cross_entropy(out, y)
            if phase == "train":
                loss.backward()
                optimizer.step()
        acc = torch.sum(preds == y.data).double() / len(y)
        if phase == "val" and acc > best_acc:
            best_acc = acc
            best_wts = copy.deepcopy(model.state_dict())
    print(f"{epoch} {phase} Loss: {loss.item():.4f} Acc: {acc:.4f}")
model.load_state_dict(best_wts)
print(f"Best val Acc: {best_acc:4f}")
after = model.state_dict()
for k in before:
    print(k, "changed" if not torch.equal(before[k], after[k]) else "same")
# unfreeze with another learning rate
for p in model.backbone[2].parameters():
    p.requires_grad_(True)
optimizer.add_param_group({"params": model.backbone[2].parameters(), "lr": 0.01})
print([len(g["params"]) for g in optimizer.param_groups])
loss = nn.functional.cross_entropy(model(x), y, label_smoothing=0.1)
optimizer.zero_grad()
loss.backward()
optimizer.step()
print(model.backbone[0].weight.grad, f"{model.backbone[2].weight.grad.norm():.4f}", f"{loss:.4f}")
ckpt = {"epoch": 6, "model": model.state_dict(), "optimizer": optimizer.state_dict()}
clone = copy.deepcopy(model)
with torch.no_grad():
    for p in clone.parameters():
        p.mul_(0.5)
clone.load_state_dict(ckpt["model"])
print(torch.allclose(clone(x), model(x)))
print(sorted(ckpt["optimizer"].keys()), list(ckpt["optimizer"]["state"].keys()))
