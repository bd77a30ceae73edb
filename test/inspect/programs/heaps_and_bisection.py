"""heapq and bisect, as searches and schedulers of training code use them."""
import heapq
from bisect import bisect, bisect_left, bisect_right, insort

heap = []
for loss, name in [(0.9, "a"), (0.2, "b"), (0.5, "c"), (0.2, "a"), (0.7, "d")]:
    heapq.heappush(heap, (loss, name))
print(heap)
print(heapq.heappop(heap), heap)
print(heapq.heappushpop(heap, (0.1, "z")), heapq.heappushpop(heap, (0.6, "y")), heap)
print(heapq.heapreplace(heap, (0.3, "x")), heap)
numbers = [5, 3, 8, 1, 9, 2, 7]
heapq.heapify(numbers)
print(numbers, [heapq.heappop(numbers) for _ in range(3)], numbers)
print(heapq.nlargest(2, heap), heapq.nsmallest(2, heap, key=lambda pair: pair[1]))
print(list(heapq.merge([1, 4, 6], [2, 3, 9], [5])), list(heapq.merge([6, 1], [5, 2], reverse=True)))
try:
    heapq.heappop([])
except IndexError as error:
    print(error)

milestones = [10, 20, 20, 40]
print(bisect(milestones, 20), bisect_left(milestones, 20), bisect_right(milestones, 5), bisect(milestones, 99))
insort(milestones, 15)
print(milestones, bisect_left(milestones, 20, lo=3), bisect([(1, "a"), (4, "b")], 3, key=lambda pair: pair[0]))
print(f"{3.14159:.2f}", format(3.14159, ".3e"), format(7), format("x", "^5") + "|")


class Average:
    """Formats itself: what an f-string without a specification shows is what `__format__` makes of none."""

    def __init__(self, value):
        self.value = value

    def __format__(self, specification):
        return format(self.value, specification)

    def __str__(self):
        return "average"


mean = Average(2 / 3)
print(f"{mean} {mean:.3f} {mean!s}", str(mean), "{} {:.1f}".format(mean, mean))
