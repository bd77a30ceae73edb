import math

print(math.log(10 ** 400), math.log2(2 ** 2000), math.log10(10 ** 400), math.log(2 ** 2000, 2 ** 1000), math.log2(3 ** 700))
print(math.factorial(60000) % 1000003, math.comb(20000, 10000).bit_length(), math.perm(3, 10 ** 15), math.perm(3, 0), math.comb(5, 5), math.factorial(0))
print(1 / 10 ** 320, 10 ** 5 / 10 ** 320, 10 ** 400 / 10 ** 390, 3 ** 700 / 7 ** 800, -(3 ** 20) / 2 ** 1090, 2 ** 60 / 2 ** 1140, (2 ** 53 - 1) / 2 ** 1075, (2 ** 54 - 1) / 2 ** 1077, 5 / 2 ** 1075, 2 ** 100 / 2 ** 1180)
print(math.floor(1e25), math.floor(2 ** 70), math.ceil(-1e20), math.trunc(1e300) % 7, math.floor(-2.5), math.ceil(True), math.trunc(-0.5))
print('%.13e' % math.erfc(5.0), math.erfc(-1.0), math.erfc(0.3))
for make in (
    lambda: math.atanh(1),
    lambda: math.log1p(-1),
    lambda: math.log1p(-2),
    lambda: math.pow(0.0, -1),
    lambda: math.pow(10.0, 400),
    lambda: math.pow(-2.0, 0.5),
    lambda: math.pow(math.inf, 2),
    lambda: math.pow(math.nan, 0),
    lambda: math.exp(1000),
    lambda: math.sinh(-1000),
    lambda: math.log(-(2 ** 2000)),
    lambda: math.log(0),
    lambda: math.floor(math.inf),
    lambda: math.ceil(math.nan),
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
