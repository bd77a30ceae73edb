import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, parameters_to_vector, vector_to_parameters

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
print(device, device.type, repr(device), f"using {device} device")
x = torch.tensor([[1.0, -2.0], [3.0, 0.5]], device=device)
y = torch.tensor([1.0, 0.0]).to(device)
print(x.device, x.device == device, x.to("cpu").device.type)
w = nn.Parameter(torch.tensor([3.0, -4.0]))
b = nn.Parameter(torch.tensor(10.0))
loss = ((x @ w + b - y) ** 2).mean()
loss.backward()
print(w.grad, b.grad)
norm = clip_grad_norm_([w, b], max_norm=1.0)
print(norm, w.grad, b.grad)
print(clip_grad_norm_([w, b], 5.0), clip_grad_norm_([w, b], 0.5, norm_type=float("inf")), w.grad)
print(clip_grad_norm_([w, b], 0.1, norm_type=1), b.grad)
w.grad = torch.tensor([5.0, -0.2])
clip_grad_value_([w, b], clip_value=0.5)
print(w.grad)
vector = parameters_to_vector([w, b])
print(vector)
vector_to_parameters(torch.tensor([1.0, 2.0, 3.0]), [w, b])
print(w, b)

scaler = torch.cuda.amp.GradScaler(enabled=torch.cuda.is_available())
optimizer = torch.optim.SGD([w, b], lr=0.01)
accumulation_steps = 2
for i in range(4):
    with torch.autocast(device_type="cuda", enabled=torch.cuda.is_available()):
        out = x @ w + b
        loss = nn.functional.mse_loss(out, y) / accumulation_steps
    scaler.scale(loss).backward()
    if (i + 1) % accumulation_steps == 0:
        scaler.unscale_(optimizer)
        nn.utils.clip_grad_norm_([w, b], 10.0)
        scaler.step(optimizer)
        scaler.update()
        optimizer.zero_grad(set_to_none=True)
    print(i, f"{loss.item():.4f}", w.grad)
print(w, b, scaler.get_scale())

info = torch.finfo(torch.float32)
print(info.eps, info.max, info.min, info.tiny, torch.finfo(torch.float16).max, torch.finfo(torch.float64).eps)
print(torch.iinfo(torch.int32).max, torch.iinfo(torch.uint8).bits)
