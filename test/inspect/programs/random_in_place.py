import torch
torch.manual_seed(5)
for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
    x = torch.zeros(6, dtype=dtype)
    print(x.normal_().clone(), x.normal_(2.0, 0.5).clone(), x.uniform_().clone(), x.uniform_(-1, 3).clone(), x.exponential_().clone(), x.exponential_(2.5).clone())
    print(x.cauchy_().clone(), x.cauchy_(1.0, 0.1).clone(), x.log_normal_().clone(), x.log_normal_(0.0, 0.25).clone(), x.geometric_(0.3).clone(), x.bernoulli_().clone(), x.bernoulli_(0.9).clone())
    print(x.random_().clone(), x.random_(10).clone(), x.random_(3, 6).clone(), torch.zeros(20, dtype=dtype).normal_())
for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.bool):
    print(torch.zeros(5, dtype=dtype).random_(), torch.zeros(4, dtype=dtype).bernoulli_(0.4), torch.zeros(3, dtype=dtype).random_(0, 2))
print(torch.zeros(5, dtype=torch.int64).random_(100), torch.zeros(4, dtype=torch.int64).geometric_(0.1), torch.zeros(3, dtype=torch.int64).random_(-3, 3))
print(torch.empty(3, 2).bernoulli_(torch.tensor([0.2, 0.8])), torch.empty(2, 2).bernoulli_(torch.full((2, 2), 0.5, dtype=torch.float64)))
x = torch.arange(6.0).reshape(2, 3)
x[0].normal_()
x[:, 1].uniform_(5, 6)
print(x, torch.rand(1))
w = torch.ones(2, requires_grad=True)
y = w * 2
y.normal_()
print(y)
y.sum().backward()
print(w.grad)
with torch.no_grad():
    w.uniform_(-0.1, 0.1)
print(w)
w.data.normal_(std=0.02)
print(w)
for call in (
    lambda: w.normal_(),
    lambda: torch.zeros(2).normal_(0, -1),
    lambda: torch.zeros(2).uniform_(1, 0),
    lambda: torch.zeros(2).exponential_(0),
    lambda: torch.zeros(2).geometric_(1.0),
    lambda: torch.zeros(2).bernoulli_(1.5),
    lambda: torch.zeros(2).random_(5, 5),
    lambda: torch.zeros(2, dtype=torch.uint8).random_(0, 300),
    lambda: torch.bernoulli(torch.tensor([1.5])),
    lambda: torch.multinomial(torch.tensor([1.0, 2.0]), 3),
    lambda: torch.multinomial(torch.tensor([-1.0, 2.0]), 1),
    lambda: torch.multinomial(torch.zeros(2), 1),
    lambda: torch.randint(5, 5, (2,)),
    lambda: torch.nn.functional.dropout(torch.ones(2), 1.5),
    lambda: torch.nn.Dropout(-1),
    lambda: torch.poisson(torch.tensor([-1.0])),
):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
