import torch

for make in (
    lambda: torch.arange(5).chunk(9),
    lambda: torch.arange(4).chunk(0),
    lambda: torch.arange(4).chunk(-2),
    lambda: torch.empty(0).chunk(3),
    lambda: torch.empty(2, 0).chunk(2, dim=1),
    lambda: torch.arange(5).split(2),
    lambda: torch.arange(4).split(0),
    lambda: torch.arange(4).split(-1),
    lambda: torch.empty(0).split(0),
    lambda: torch.empty(2, 0).split(2, dim=1),
    lambda: torch.combinations(torch.arange(3), r=5),
    lambda: torch.combinations(torch.arange(4), r=3),
    lambda: torch.combinations(torch.arange(3), r=2, with_replacement=True),
    lambda: torch.combinations(torch.arange(1), r=3, with_replacement=True),
    lambda: torch.combinations(torch.empty(0), r=2, with_replacement=True),
    lambda: torch.tril_indices(3, 2, 1),
    lambda: torch.triu_indices(2, 3, -1),
    lambda: torch.tril_indices(0, 3),
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
