"""Sets, dicts, lists and Counters that an operator changes in place, so that other names see it."""
from collections import Counter, OrderedDict, defaultdict, deque

seen = {1, 2}
same = seen
same |= {3}
print(seen, same is seen)
same &= {1, 3}
print(seen)
same -= {1}
same ^= {3, 4}
print(seen)
frozen = frozenset([1])
other = frozen
other |= {2}
print(frozen, other, {1} & frozenset([1, 2]))

settings = {"lr": 0.1}
alias = settings
alias |= {"epochs": 2}
print(settings, OrderedDict(a=1) | {"b": 2}, (defaultdict(int, a=1) | {"b": 2})["c"])
losses = [0.5]
held = losses
held *= 3
print(losses)
window = deque([1, 2], maxlen=3)
window += [3, 4]
print(window)

print(Counter("aab") + Counter("bc"), Counter("aab") - Counter("ab"))
print(Counter("aab") & Counter("abb"), Counter("aab") | Counter("abb"))
counts = Counter("ab")
running = counts
running += Counter("b")
print(counts, running is counts)


def ngrams(words, n):
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


hypothesis, reference = "the cat sat on mat".split(), "the cat sat on the mat".split()
print(sum((ngrams(hypothesis, 2) & ngrams(reference, 2)).values()))
