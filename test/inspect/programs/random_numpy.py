import numpy as np
for seed in (0, 42, 123456):
    np.random.seed(seed)
    print(np.random.rand(3), np.random.randn(2, 3), np.random.random(2), np.random.random_sample((2, 1)))
    print(np.random.randint(10, size=5), np.random.randint(3, 7, (2, 2)), np.random.randint(0, 2**40, 2), np.random.randint(100))
    print(np.random.normal(5.0, 2.0, 3), np.random.normal(size=(1, 2)), np.random.uniform(-1, 1, 4), np.random.standard_normal(3), np.random.exponential(2.0, 2))
    print(np.random.permutation(8), np.random.permutation([10, 20, 30]), np.random.choice(5), np.random.choice(5, 3), np.random.choice(10, 4, replace=False))
    print(np.random.choice([1.5, 2.5, 3.5], 2), np.random.choice(3, 6, p=[0.1, 0.2, 0.7]), np.random.choice(6, 3, replace=False, p=[0.1, 0.1, 0.3, 0.3, 0.1, 0.1]))
    x = np.arange(6)
    np.random.shuffle(x)
    items = [1, 2, 3, 4]
    np.random.shuffle(items)
    print(x, items, np.random.poisson(3.0, 4), np.random.poisson(50.0, 3))
state = np.random.RandomState(7)
print(state.rand(2), state.randn(3), state.randint(5, size=3), state.permutation(4), state.normal(1, 0.1))
print(np.random.normal(np.array([0.0, 10.0]), 1.0), np.random.rand())
