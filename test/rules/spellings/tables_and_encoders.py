"""Data of pandas and scikit-learn: how many dims their columns, tables and encodings have."""
import numpy as np
import pandas as pd
import torch
import torch.nn.functional as F
from sklearn.datasets import load_iris, make_moons
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelBinarizer, LabelEncoder, MultiLabelBinarizer, OneHotEncoder, StandardScaler, scale
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

df = pd.read_csv('houses.csv').dropna()
X = df.drop(columns=['price', 'kind'])
net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1))


def regression():
    train, test, prices, other = train_test_split(X, df['price'], test_size=0.2)
    scaler = StandardScaler()
    inputs = torch.tensor(scaler.fit_transform(train), dtype=torch.float32)
    targets = torch.tensor(prices.values, dtype=torch.float32)
    for x, y in DataLoader(TensorDataset(inputs, targets), batch_size=32):
        F.mse_loss(net(x), y).backward()  # error: broadcast-shape-mismatch
    held = torch.from_numpy(other.to_numpy()).float()
    return F.l1_loss(net(torch.Tensor(scaler.transform(test))), held)  # error: broadcast-shape-mismatch


def scaled_column():
    prices = torch.tensor((df['price'] / 1000).astype('float32').values)
    return F.mse_loss(net(torch.tensor(X.values).float()), prices)  # error: broadcast-shape-mismatch


def scaled_by_a_function(path):
    data = np.loadtxt(path)
    inputs, prices = torch.from_numpy(scale(data)).float(), torch.tensor(df['price'].values).float()
    return F.mse_loss(net(inputs), prices)  # error: broadcast-shape-mismatch


def positions():
    inputs = torch.tensor(df.iloc[:, :-1].values, dtype=torch.float32)
    targets = torch.tensor(df.iloc[:, -1].values, dtype=torch.float32)
    return F.cross_entropy(nn.Linear(8, 3)(inputs), targets)  # error: float-class-indices


def truths():
    positive = torch.tensor((df['kind'] == 'flat').astype(int).values)
    scores = net(torch.tensor(X.values).float()).squeeze(1)
    return F.binary_cross_entropy_with_logits(scores, positive)  # error: integer-target-to-bce


def dummies():
    rows = torch.tensor(pd.get_dummies(df['kind']).values)
    return F.nll_loss(F.log_softmax(nn.Linear(8, 3)(torch.tensor(X.values).float()), 1), rows)  # error: one-hot-target


def encoders():
    kinds = df['kind']
    scores = nn.Linear(8, 3)(torch.tensor(X.values).float())
    binarized = torch.tensor(LabelBinarizer().fit_transform(kinds))
    loss = F.cross_entropy(scores, binarized)  # error: one-hot-target
    encoder = OneHotEncoder(sparse_output=False)
    rows = torch.LongTensor(encoder.fit_transform(df[['kind']]))
    loss = loss + F.cross_entropy(scores, rows)  # error: one-hot-target
    sparse = OneHotEncoder().fit_transform(np.array(kinds).reshape(-1, 1))
    loss = loss + F.cross_entropy(scores, torch.tensor(sparse.toarray()).long())  # error: one-hot-target
    indices = torch.tensor(LabelEncoder().fit_transform(kinds), dtype=torch.float32)
    return loss + F.cross_entropy(scores, indices)  # error: float-class-indices


def several_labels(tags):
    targets = torch.tensor(MultiLabelBinarizer().fit_transform(tags)).float()
    model = nn.Sequential(nn.Linear(8, 5), nn.Softmax(dim=1))
    return nn.BCELoss()(model(torch.randn(len(tags), 8)), targets)  # warning: softmax-for-multilabel


def flowers():
    iris = load_iris()
    x, y = torch.from_numpy(iris.data).float(), torch.from_numpy(iris['target']).float()
    return F.cross_entropy(nn.Linear(4, 3)(x), y)  # error: float-class-indices


def moons():
    points, labels = make_moons(n_samples=200, noise=0.1)
    scores = nn.Linear(2, 1)(torch.tensor(points, dtype=torch.float32)).squeeze(-1)
    return F.binary_cross_entropy_with_logits(scores, torch.tensor(labels))  # error: integer-target-to-bce


class Houses(torch.utils.data.Dataset):
    def __init__(self, table):
        self.inputs = torch.tensor(table.drop(columns='price').values, dtype=torch.float32)
        self.prices = table['price'].values.astype(np.float32)

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, at):
        return self.inputs[at], self.prices[at]


def numbered():
    for step, (x, y) in enumerate(DataLoader(Houses(df), batch_size=16, shuffle=True)):
        F.mse_loss(net(x), y).backward()  # error: broadcast-shape-mismatch
