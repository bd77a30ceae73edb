value = 3.14159
name = "loss"
print(f"{name}: {value:.2f} {value:8.3f}| {value:<8.1f}| {value:^9.2f}| {value:+.1e} {1234567:,} {0.256:.1%}")
print(f"{value=} {name!r:>8} {{braces}} {name:>6}{name:*^10}{5:03d} {255:x} {255:#x}")
print("{} {:.3f} {1}".format(1, 2) if False else "{} {:.3f}".format(name, value))
print("{0} {1} {0} {key:>5}".format("a", "b", key="k"))
print("%s %d %.3f %5.1f%% %-5s| %05d %r" % (name, 7, value, 12.34, "ab", 42, "q"))
print("a,b,c".split(","), " x ".strip(), "-".join(["1", "2"]), "abc".upper(), "abc"[::-1], "abc"[1], "abcdef"[1:4])
print("it's", 'say "hi"', ["it's", 'a"b'], repr("new\nline"))
print([1.0, 2.5, 1e-5], (1,), {"k": [1, (2, 3)]}, {1: None}, set(), [True, None])
print(1e5, 1e-4, 0.0001234, 123456789012345678.0, 100000.0, 0.1 + 0.2)
print("x", "y", sep="-")
print(f"{1e-10:g} {123456.789:g} {1e20:g} {0.5:g} {2:.3g} {1/3:.3}")
