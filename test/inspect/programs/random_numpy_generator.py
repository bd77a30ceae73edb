import numpy as np
for seed in (0, 42, 123456, 2**40 + 7):
    rng = np.random.default_rng(seed)
    print(rng.random(3), rng.random(), rng.random(4, dtype=np.float32), rng.standard_normal(5), rng.normal(5.0, 2.0, (2, 2)))
    print(rng.uniform(-1, 1, 3), rng.integers(10, size=7), rng.integers(3, 7, (2, 2)), rng.integers(0, 2**40, 2), rng.integers(0, 5, endpoint=True, size=3))
    print(rng.integers(100), rng.exponential(2.0, 4), rng.permutation(8), rng.permutation([10, 20, 30]), rng.standard_exponential(2))
    print(rng.choice(5), rng.choice(5, 3), rng.choice(10, 4, replace=False), rng.choice([1.5, 2.5, 3.5], 2), rng.choice(3, 6, p=[0.1, 0.2, 0.7]), rng.choice(6, 3, replace=False, p=[0.1, 0.1, 0.3, 0.3, 0.1, 0.1]))
    x = np.arange(6)
    rng.shuffle(x)
    print(x, rng.poisson(3.0, 4), rng.poisson(50.0, 3), f"{rng.standard_normal(2000).sum():.8f} {rng.exponential(size=2000).sum():.8f}", rng.choice(20000, 1000, replace=False).sum())
print(np.random.Generator(np.random.PCG64(3)).random(2), np.random.default_rng([1, 2]).random())
