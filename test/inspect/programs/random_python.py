import random
for seed in (0, 1, 42, -7, 2**40 + 3):
    random.seed(seed)
    print(random.random(), random.uniform(2, 5), random.randint(1, 6), random.randrange(10), random.randrange(3, 30, 4), random.getrandbits(5), random.getrandbits(40))
    print(random.choice([1, 2, 3, 4]), random.choice("abc"), random.sample(range(10), 3), random.sample(range(1000), 4), random.sample([5, 6, 7], 3), random.sample(range(100), 10))
    print(random.choices([1, 2, 3], k=5), random.choices("xyz", weights=[5, 1, 1], k=4), random.choices([1, 2], cum_weights=[1, 3], k=3))
    print([f"{x:.12f}" for x in (random.gauss(0, 1), random.gauss(1, 2), random.normalvariate(0, 1), random.expovariate(2.0), random.gauss(0, 1))])
    items = list(range(12))
    random.shuffle(items)
    print(items, random.random())
mine = random.Random(5)
print(mine.random(), mine.randint(0, 100), random.random())
