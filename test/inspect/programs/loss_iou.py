import torch


def box_iou(a, b):
    lt = torch.max(a[:, None, :2], b[:, :2])
    rb = torch.min(a[:, None, 2:], b[:, 2:])
    wh = (rb - lt).clamp(min=0)
    inter = wh[:, :, 0] * wh[:, :, 1]
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return inter / (area_a[:, None] + area_b - inter)


a = torch.tensor([[0.0, 0.0, 2.0, 2.0], [1.0, 1.0, 3.0, 4.0]], requires_grad=True)
b = torch.tensor([[1.0, 0.5, 2.5, 2.0], [5.0, 5.0, 6.0, 6.0]])
iou = box_iou(a, b)
print(iou)
(1 - iou[:, 0]).sum().backward()
print(a.grad)
mask = torch.tensor([[1, 1, 0], [0, 1, 0]], dtype=torch.bool)
other = torch.tensor([[1, 0, 0], [0, 1, 1]], dtype=torch.bool)
print((mask & other).sum().float() / (mask | other).sum().float())
