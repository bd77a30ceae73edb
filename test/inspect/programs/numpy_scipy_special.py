"""scipy.special on numpy's arrays, and arrays that are made empty and then filled."""

import numpy as np
from scipy.special import entr, erf, expit, gammaln, log_softmax, logit, logsumexp, rel_entr, softmax, xlogy

x = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 10.0]])
print(softmax(x, axis=1), log_softmax(x, axis=1), softmax([1, 2]))
print(logsumexp(x, axis=1), f"{logsumexp(x):.6f}", logsumexp(x, axis=0, keepdims=True).shape)
print(expit(np.array([-1.0, 0.0, 2.0])), f"{logit(0.8):.6f}", f"{erf(0.5):.6f}", xlogy(0, 0), entr([0.5, 0.5]), rel_entr([0.5], [0.25]), f"{gammaln(5.5):.6f}")

ranks = np.empty(4)
ranks[np.argsort([0.3, 0.1, 0.4, 0.2])] = np.arange(1, 5)
print(ranks)


def convolve(image, kernel):
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    result = np.empty((rows, columns))
    for i in range(rows):
        for j in range(columns):
            result[i, j] = np.sum(image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel)
    return result


print(convolve(np.arange(16.0).reshape(4, 4), np.array([[1.0, 0.0], [0.0, -1.0]])))
counts = np.empty(3, dtype=int)
for at in range(3):
    counts[at] = at * 2
filled = np.empty_like(counts)
filled[:] = counts[::-1]
print(counts, np.empty((2, 0)).shape, filled, filled.dtype)
