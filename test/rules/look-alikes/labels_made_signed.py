"""Classes that were counted from 0 and are -1 and 1 where the loss reads them."""

import jax.numpy as jnp
import numpy as np
import optax
import pandas as pd
import torch
import torch.nn.functional as F
from sklearn.datasets import load_breast_cancer, make_moons
from sklearn.preprocessing import LabelEncoder

x, y = make_moons(600, noise=0.15)
scores = jnp.zeros(600)

print(optax.hinge_loss(scores, jnp.asarray(2 * y - 1)).mean())
print(optax.hinge_loss(scores, jnp.where(jnp.asarray(y) > 0, 1.0, -1.0)).mean())
print(optax.hinge_loss(scores, jnp.asarray(np.where(y == 0, -1, y))).mean())

written = make_moons(600)[1]
written[written == 0] = -1
print(optax.hinge_loss(scores, jnp.asarray(written, jnp.float32)).mean())

minus = load_breast_cancer().target.astype("float32")
minus[minus < 1] = -1.0
print(F.soft_margin_loss(torch.zeros(569), torch.from_numpy(minus)))

codes = LabelEncoder().fit_transform(pd.read_csv("pairs.csv")["same"])
codes = np.where(codes, 1, -1)
print(F.soft_margin_loss(torch.randn(len(codes)), torch.as_tensor(codes)))

shifted = torch.tensor(LabelEncoder().fit_transform(pd.read_csv("pairs.csv")["same"])).float()
shifted[shifted == 0] = -1
print(F.soft_margin_loss(torch.randn(8), shifted))

moved = torch.from_numpy(make_moons(8)[1]).float()
moved.mul_(2).sub_(1)
print(F.soft_margin_loss(torch.randn(8), moved))

filled = torch.from_numpy(make_moons(8)[1]).float().masked_fill(torch.arange(8) > 3, -1)
print(F.soft_margin_loss(torch.randn(8), filled))
print(F.soft_margin_loss(torch.randn(8), torch.from_numpy(make_moons(8)[1]).float().clamp(min=0.5)))
