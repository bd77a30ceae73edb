# Results that go into tensors that are handed in.
import torch
a=torch.arange(6.).reshape(2,3)
o=torch.empty(0)
r=torch.add(a,1,out=o)
print(r is o, o)
v=torch.empty(0); i=torch.empty(0,dtype=torch.int64)
torch.max(a,1,out=(v,i))
print(v,i)
try:
    torch.add(a,1,out=torch.zeros(2,3,dtype=torch.long))
except RuntimeError as e: print(e)
w=a.clone().requires_grad_()
try:
    torch.mul(w,2,out=torch.zeros(2,3))
except RuntimeError as e: print(e)
b=torch.zeros(4,3)
torch.add(a,1,out=b[:2])
print(b)
l=torch.zeros(2,dtype=torch.long)
try: l.add_(1.5)
except RuntimeError as e: print(e)
try: l+=1.5
except RuntimeError as e: print(e)
