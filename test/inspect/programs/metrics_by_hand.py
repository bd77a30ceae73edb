import torch

preds = torch.tensor([0, 2, 1, 1, 0, 2, 2, 1, 0, 0])
target = torch.tensor([0, 1, 1, 1, 0, 2, 0, 2, 0, 1])
num_classes = 3

confusion = torch.zeros(num_classes, num_classes, dtype=torch.int64)
for t, p in zip(target.view(-1), preds.view(-1)):
    confusion[t.long(), p.long()] += 1
print(confusion)
same = torch.bincount(num_classes * target + preds, minlength=num_classes**2).reshape(num_classes, num_classes)
print(torch.equal(confusion, same))
tp = confusion.diag().float()
precision = tp / confusion.sum(0).float()
recall = tp / confusion.sum(1).float()
f1 = 2 * precision * recall / (precision + recall)
for c, name in enumerate(["cat", "dog", "bird"]):
    print(f"{name:<5} P={precision[c]:.2f} R={recall[c]:.2f} F1={f1[c]:.2f} support={int(confusion.sum(1)[c])}")
print(f"accuracy: {(preds == target).float().mean():.2%}, macro F1: {f1.mean():.3f}")
weights = confusion.sum(1).float() / confusion.sum()
print("weighted F1:", round((f1 * weights).sum().item(), 4))


def topk_accuracy(output, target, topk=(1, 2)):
    with torch.no_grad():
        maxk = max(topk)
        batch_size = target.size(0)
        _, pred = output.topk(maxk, 1, True, True)
        pred = pred.t()
        correct = pred.eq(target.view(1, -1).expand_as(pred))
        res = []
        for k in topk:
            correct_k = correct[:k].reshape(-1).float().sum(0, keepdim=True)
            res.append(correct_k.mul_(100.0 / batch_size))
        return res


logits = torch.tensor([[0.1, 0.8, 0.1], [0.5, 0.2, 0.3], [0.2, 0.3, 0.5], [0.4, 0.35, 0.25]])
print(topk_accuracy(logits, torch.tensor([1, 2, 0, 1])))


def iou(mask1, mask2, eps=1e-6):
    intersection = (mask1 & mask2).sum((1, 2)).float()
    union = (mask1 | mask2).sum((1, 2)).float()
    return (intersection + eps) / (union + eps)


a = torch.zeros(2, 4, 4, dtype=torch.bool)
b = torch.zeros(2, 4, 4, dtype=torch.bool)
a[0, :2, :2] = True
b[0, 1:3, 1:3] = True
a[1, 0] = True
b[1, 0] = True
print(iou(a, b))


def box_iou(boxes1, boxes2):
    area1 = (boxes1[:, 2] - boxes1[:, 0]) * (boxes1[:, 3] - boxes1[:, 1])
    area2 = (boxes2[:, 2] - boxes2[:, 0]) * (boxes2[:, 3] - boxes2[:, 1])
    lt = torch.max(boxes1[:, None, :2], boxes2[:, :2])
    rb = torch.min(boxes1[:, None, 2:], boxes2[:, 2:])
    wh = (rb - lt).clamp(min=0)
    inter = wh[:, :, 0] * wh[:, :, 1]
    return inter / (area1[:, None] + area2 - inter)


boxes = torch.tensor([[0.0, 0.0, 2.0, 2.0], [1.0, 1.0, 3.0, 3.0], [5.0, 5.0, 6.0, 7.0]])
print(box_iou(boxes, boxes[:2]))
scores = torch.tensor([0.9, 0.75, 0.8])
order = scores.argsort(descending=True)
keep = []
while order.numel() > 0:
    i = order[0].item()
    keep.append(i)
    if order.numel() == 1:
        break
    ious = box_iou(boxes[i].unsqueeze(0), boxes[order[1:]]).squeeze(0)
    order = order[1:][ious <= 0.1]
print("keep", keep)


class AverageMeter:
    def __init__(self, name, fmt=":f"):
        self.name, self.fmt = name, fmt
        self.reset()

    def reset(self):
        self.val = self.avg = self.sum = self.count = 0

    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count

    def __str__(self):
        fmtstr = "{name} {val" + self.fmt + "} ({avg" + self.fmt + "})"
        return fmtstr.format(**self.__dict__)


meter = AverageMeter("Loss", ":.4f")
for v, n in [(0.9, 4), (0.7, 4), (0.5, 2)]:
    meter.update(v, n)
print(meter, meter.avg)
