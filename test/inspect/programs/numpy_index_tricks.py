"""Indices, grids, parts taken out and put in: what ROC curves, numeric gradients and metrics by hand are written with."""

import numpy as np

scores = np.array([0.1, 0.4, 0.35, 0.8, 0.2, 0.9])
truth = np.array([0, 0, 1, 1, 0, 1])
order = np.argsort(-scores, kind="mergesort")
hits = np.cumsum(truth[order])
places = np.r_[np.where(np.diff(scores[order]))[0], truth.size - 1]
tpr, fpr = np.r_[0, hits[places]] / hits[-1], np.r_[0, 1 + places - hits[places]] / (truth == 0).sum()
print(fpr, tpr, np.trapezoid(tpr, fpr), np.r_[np.inf, scores[order]][:3], np.c_[truth, scores][:2])

# A slice that is read before it is overwritten keeps its number; an element is a number of its own.
x = np.array([[1.0, -2.0], [0.5, 3.0]])
gradient = np.zeros_like(x)
it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
while not it.finished:
    at = it.multi_index
    old = x[at]
    x[at] = old + 1e-4
    above = (x**3).sum()
    x[at] = old - 1e-4
    below = (x**3).sum()
    x[at] = old
    gradient[at] = (above - below) / 2e-4
    it.iternext()
print(gradient.round(3), x)
for at, value in np.ndenumerate(x):
    if value < 1:
        print(at, value)
print([at for at in np.ndindex(2, 2)], [v for v in x.flat])

m = np.arange(12).reshape(3, 4)
print(m[np.ix_([0, 2], [1, 3])], np.unravel_index(7, (3, 4)), np.ravel_multi_index((1, 3), (3, 4)))
print(np.triu_indices(3, k=1), np.tril_indices(2), np.diag_indices(2), np.mgrid[0:2, 0:3], np.indices((2, 2)).shape)
print(np.delete(m, [0, 2], axis=1), np.insert([1, 2, 3], 1, 9), np.append([1], [2]), np.hsplit(m, 2)[1])
print(np.select([m < 3, m > 8], [m, m * 10], default=-1), np.extract(m % 5 == 0, m), np.block([[m[:1], m[1:2]]]))
print(np.unique(m // 5, return_index=True, return_inverse=True, return_counts=True))
print(np.unique(np.array([[1, 0], [2, 3], [1, 0]]), axis=0), np.sort(m[::-1], axis=None))
peaks = np.array([[3, 1], [7, 9]])
np.put_along_axis(peaks, np.argmax(peaks, axis=1)[:, None], 0, axis=1)
print(peaks, np.apply_along_axis(lambda row: row.max() - row.min(), 1, m), np.intersect1d([3, 1, 2], [2, 3, 5]))
print(np.maximum.accumulate([1, 3, 2, 5]), np.add.reduce(m), np.multiply.outer([1, 2], [3, 4]), np.logaddexp.reduce([0.1, 0.2]))

print(np.cov(scores, truth), np.corrcoef(scores, truth), np.cov(m.T, bias=True).shape)
print(np.interp([0.5, 1.5, 5.0], [0, 1, 2], [10, 20, 40]), np.polyfit([0, 1, 2, 3], [1, 3.1, 4.9, 7.2], 1).round(6), np.polyval([1, 2, 3], 2))
print(np.convolve([1, 2, 3, 4], np.ones(2) / 2, mode="valid"), np.convolve([1, 2, 3], [0, 1, 0.5]), np.convolve([1, 2, 3], [1, 1, 1], "same"))
print(np.gradient(np.array([1.0, 2.0, 4.0, 7.0])), np.gradient(m.astype(float))[0][0], np.ediff1d([1, 3, 6]))
print(np.nanmax([np.nan, 2]), np.nanstd([1, np.nan, 3]), np.einsum("ii", np.eye(3)), np.geomspace(1, 8, 4))
solution, residuals, rank, singular = np.linalg.lstsq(np.c_[np.ones(4), np.arange(4)], np.array([1, 3.1, 4.9, 7.2]), rcond=None)
print(solution.round(6), residuals.round(6), rank, singular.round(6), np.linalg.slogdet(np.diag([2.0, 3.0])))
print(np.histogram([1, 2, 1, 4], bins=[0, 1, 2, 3, 4]), np.histogram(scores, bins=2, density=True), np.histogram([1, 2], bins=2, weights=[0.5, 2]))
print(np.issubdtype(x.dtype, np.floating), x.dtype == "float64", x.dtype.name, np.result_type(np.float32, np.int64), np.can_cast(np.int64, np.float32), x.nbytes)
