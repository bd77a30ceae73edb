"""Elements of arrays by their places, and arrays laid out column by column."""
import numpy as np

table = np.arange(12).reshape(3, 4)
print(table.ravel(order="F"), table.ravel("C")[:3], table.T.ravel(), table.item(3), table.item(1, 2), table.item((2, 1)))
print(np.ptp([1, 5]), np.ptp(table, axis=0), np.ptp([0.5, 2.0]), np.ptp(np.array([1, 9], dtype=np.float32)))
for wrong in (lambda: table.item(), lambda: table.item(1, 2, 3)):
    try:
        print(wrong())
    except ValueError as error:
        print(error)
