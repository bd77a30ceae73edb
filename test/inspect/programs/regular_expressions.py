"""Patterns with which logs are read and texts are cut into tokens."""
import re
import unicodedata

line = re.compile(r"epoch (\d+): loss=([\d.]+)", re.I)
for match in line.finditer("Epoch 1: loss=0.5\nepoch 2: loss=0.25"):
    print(match.group(0), match.groups(), match.span(), match.group(1, 2), float(match[2]))
print(re.match(r"a", "ba"), re.search(r"a", "ba"), re.fullmatch(r"\w+", "abc") is not None)
print(re.match(r"(?P<key>\w+)=(?P<value>\d*)", "lr=1").groupdict(), re.match(r"(a)|(b)", "b").groups())
print(re.sub(r"(\d+)", lambda m: str(int(m[1]) * 2), "a1b22"), re.sub(r"(?P<w>[a-z]+)", r"<\g<w>>", "ab 12 cd", count=1))
print(re.findall(r"[a-z']+", "I'm a b'c"), re.findall(r"(a)(b)?", "aab"), re.split(r"[,;]\s*", "a, b;c", maxsplit=1))
print(re.split(r"(-)", "a-b"), re.sub("x*", "-", "abxd"), re.escape("a.b-c"), re.subn("a", "b", "aa"))
print(re.match("a$", "a\n"), bool(re.match("z", "a")), [m.start() for m in re.finditer("a", "banana")])
print(re.sub(r"\s+", " ", " a \n b "), re.sub(r"([.!?])", r" \1", "a.b!"), line.pattern, re.compile("a+"))
print(re.findall(r"^\w+", "one two\nthree", flags=re.M), re.sub(r"(?i)LOSS", "cost", "Loss loss"))
try:
    re.match("a", "a").group(3)
except IndexError as error:
    print(error)


def plain(text):
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return re.sub(r"[^a-zA-Z!?]+", r" ", text.lower().strip())


print(plain("Où est-ce, là?"))
print("a  b  c ".split(maxsplit=1), " a  b  c".rsplit(None, 1), "abc".translate(str.maketrans("ab", "xy")))
print("a-b!".translate(str.maketrans("", "", "-!")), "abc".translate(str.maketrans({"a": "1", "b": None})))
print(int("0x1f", 0), int("0b101", 0), int("17", 0))
