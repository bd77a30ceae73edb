# What numpy gives at the edges: nothing but NaN, a matrix that is singular, sets of NaN, values on the edges of bins.
import numpy as np

nothing = np.array([[np.nan, np.nan], [1.0, 2.0]])
print(np.nanmax(nothing, axis=1), np.nanmin([np.nan]), repr(np.nanmax([1, 2])), np.nanmin(nothing, keepdims=True))
found = np.linalg.lstsq(np.ones((3, 2)), np.array([1.0, 2.0, 3.0]), rcond=-1)
print(found[0].round(6), found[1], repr(found[2]))
print(np.intersect1d([1, np.nan], [np.nan, 1]), np.setdiff1d([1, np.nan], [np.nan]), np.union1d([1, np.nan], [np.nan]))
print(np.unique([2.0, np.nan, -0.0, 0.0, np.nan, 2.0], return_index=True, return_inverse=True, return_counts=True))
print(np.unique([[1, 0], [0, 1], [1, 0]], axis=0, return_inverse=True, return_counts=True))
print(np.histogram([0, 1, 1, 2, 3, 4, 5], bins=[0, 1, 1, 4]), np.histogram([2, 2, 2], bins=2), np.histogram([], bins=2))
print(np.interp([-1.0, 0.0, 0.25, 1.0, 3.5, 4.0, 9.0], [0, 1, 2, 4], [1, 3, 2, 0]), np.interp(0.5, [0, 0, 1], [1, 2, 3]))
print(np.indices((2, 3))[1], np.triu_indices(3, 1, 4), np.tril_indices(2), np.diag_indices(2, 3), np.ediff1d([]))
print(np.array(["a\n", "it's", 'both \' "', "back\\slash"]), np.array(["a", "b"]) == np.array(["b", "b"]))
print(np.unique(["b", "a", "b"], return_index=True, return_inverse=True, return_counts=True))
places = np.nditer(np.zeros((2, 2)), flags=["multi_index"])
for number in places:
    print(number)
generator = np.random.RandomState(0)
print(generator.choice(5, 4, p=[0.1, 0.2, 0.0, 0.3, 0.4]), generator.choice(5, 3, False, [0.1, 0.2, 0.0, 0.3, 0.4]))
print(np.ravel_multi_index(([0, 1], [1, 2]), dims=(2, 3)), np.cov(m=[1.0, 2.0, 6.0]), np.indices((2, 2), dtype=np.float32)[0])
for refused in (
    lambda: generator.choice(3, 2, False, [1, 0, 0]),
    lambda: np.histogram([1, 2], bins=0),
    lambda: np.insert([1, 2, 3], 10, 5),
    lambda: np.select([np.array([True])], [1, 2]),
    lambda: np.polyfit([1, 2], [1, 2], -1),
    lambda: np.vander([1, 2], -1),
    lambda: np.r_[0:5:0],
):
    try:
        refused()
    except (ValueError, IndexError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
