"""torchvision.ops: areas, formats and overlaps of boxes, and the losses made of them."""
import torch
from torchvision import ops
a = torch.tensor([[0., 0., 10., 10.], [5., 5., 15., 15.], [20., 20., 30., 25.]]); b = torch.tensor([[0., 0., 5., 5.], [10., 10., 20., 20.], [21., 20., 31., 26.]])
print(ops.box_area(a)); print(ops.box_iou(a, b)); print(ops.generalized_box_iou(a, b)); print(ops.distance_box_iou(a, b)); print(ops.complete_box_iou(a, b))
print(ops.box_convert(a, 'xyxy', 'cxcywh'), ops.box_convert(a, 'xyxy', 'xywh'), ops.box_convert(ops.box_convert(a, 'xyxy', 'cxcywh'), 'cxcywh', 'xyxy'), ops.box_convert(b, 'xywh', 'xyxy'))
print(ops.clip_boxes_to_image(a, (12, 12)), ops.remove_small_boxes(a, 6.))
p = a.clone().requires_grad_()
for f in [ops.generalized_box_iou_loss, ops.distance_box_iou_loss, ops.complete_box_iou_loss]:
    for r in ['none', 'mean', 'sum']:
        l = f(p, b, reduction=r); print(l)
    l.backward(); print(p.grad); p.grad = None
x = torch.tensor([0.5, -1., 2.], requires_grad=True); y = torch.tensor([1., 0., 1.])
print(ops.sigmoid_focal_loss(x, y), ops.sigmoid_focal_loss(x, y, alpha=0.5, gamma=1, reduction='mean'), ops.sigmoid_focal_loss(x, y, alpha=-1, reduction='sum'))
ops.sigmoid_focal_loss(x, y, reduction='sum').backward(); print(x.grad)
try: ops.generalized_box_iou_loss(p, b, reduction='x')
except ValueError as e: print(e)
try: ops.box_convert(a, 'a', 'b')
except ValueError as e: print(e)
try: ops.sigmoid_focal_loss(x, y, reduction='x')
except ValueError as e: print(e)
print(ops.box_iou(a, ops.box_convert(torch.tensor([[1., 1., 2., 2.]]), 'cxcywh', 'xyxy')))
q = b.clone().requires_grad_()
for f in [ops.box_iou, ops.generalized_box_iou, ops.distance_box_iou, ops.complete_box_iou]:
    m = f(q, a); print(m); m.sum().backward(); print(q.grad); q.grad = None
print(ops.box_iou(a.int(), b.int()), ops.box_area(a.to(torch.uint8)), ops.box_area(a, fmt='cxcywh'), ops.box_iou(a, b, fmt='xywh'), ops.box_iou(a, b, fmt='cxcywh'))
try: ops.box_iou(a, b, fmt='q')
except ValueError as e: print(e)
print(ops.box_convert(q, 'cxcywh', 'xywh'))
