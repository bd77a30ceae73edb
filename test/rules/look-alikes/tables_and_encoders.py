"""Data of pandas and scikit-learn that go with their losses."""
import numpy as np
import pandas as pd
import torch
import torch.nn.functional as F
from sklearn.datasets import load_breast_cancer, make_regression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelBinarizer, LabelEncoder, MultiLabelBinarizer, OneHotEncoder, StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

df = pd.read_csv('houses.csv')
df['price'] = df['price'].fillna(df['price'].median())
net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1))
inputs = torch.tensor(df.drop('price', axis=1).values, dtype=torch.float32)


def columns_of_one():
    return F.mse_loss(net(inputs), torch.tensor(df[['price']].values, dtype=torch.float32))


def columns_made():
    prices = df['price'].values.reshape(-1, 1)
    scaled = StandardScaler().fit_transform(prices)
    return F.mse_loss(net(inputs), torch.tensor(scaled, dtype=torch.float32))


def a_frame_of_one_column():
    return F.mse_loss(net(inputs), torch.tensor(df['price'].to_frame().values).float())


def rows_picked():
    train, test, y, other = train_test_split(df.iloc[:, :-1].values, df.iloc[:, -1:].values)
    return F.mse_loss(net(torch.tensor(train).float()), torch.tensor(y).float())


def squeezed():
    for x, y in DataLoader(TensorDataset(inputs, torch.tensor(df['price'].values).float()), batch_size=8):
        F.mse_loss(net(x).squeeze(1), y).backward()


def of_a_half(column):
    half = df['price'].astype(int) / 2
    return F.binary_cross_entropy_with_logits(net(inputs).squeeze(1), torch.tensor(half.values))


def rows_of_a_mask():
    kept = df[df['price'] > 3]
    cheap = df.loc[df['price'] < 3, ['price']]
    return F.mse_loss(net(torch.tensor(kept.values).float()), torch.tensor(cheap.values).float())


def indices():
    encoded = LabelEncoder().fit_transform(df['kind'])
    return F.cross_entropy(nn.Linear(8, 3)(inputs), torch.tensor(encoded))


def codes():
    kinds = df['kind'].astype('category').cat.codes.values
    return F.cross_entropy(nn.Linear(8, 3)(inputs), torch.tensor(kinds, dtype=torch.long))


def factors():
    kinds, names = pd.factorize(df['kind'])
    return F.cross_entropy(nn.Linear(8, 3)(inputs), torch.from_numpy(kinds))


def probabilities():
    rows = torch.tensor(pd.get_dummies(df['kind']).values, dtype=torch.float32)
    return F.cross_entropy(nn.Linear(8, 3)(inputs), rows)


def features_are_encoded():
    features = OneHotEncoder(sparse_output=False).fit_transform(df[['kind', 'place']])
    x = torch.tensor(features, dtype=torch.float32)
    return F.cross_entropy(nn.Linear(x.shape[1], 2)(x), torch.tensor(LabelEncoder().fit_transform(df['sold'])))


def of_two_classes():
    sold = torch.tensor(LabelBinarizer().fit_transform(df['sold'])).float()
    return F.binary_cross_entropy_with_logits(net(inputs), sold)


def back_to_indices():
    rows = LabelBinarizer().fit_transform(df['kind'])
    loss = F.cross_entropy(nn.Linear(8, 3)(inputs), torch.tensor(np.argmax(rows, axis=1)))
    return loss + F.cross_entropy(nn.Linear(8, 3)(inputs), torch.tensor(rows).argmax(dim=1))


def several_labels(tags):
    targets = torch.tensor(MultiLabelBinarizer().fit_transform(tags), dtype=torch.float32)
    model = nn.Sequential(nn.Linear(8, 5), nn.Sigmoid())
    return nn.BCELoss()(model(inputs), targets)


def known_data_sets():
    data = load_breast_cancer()
    x, y = torch.from_numpy(data.data).float(), torch.from_numpy(data.target).float()
    loss = F.binary_cross_entropy_with_logits(nn.Linear(30, 1)(x), y.unsqueeze(1))
    points, values = make_regression(n_samples=50, n_features=3)
    return loss + F.mse_loss(nn.Linear(3, 1)(torch.Tensor(points)), torch.Tensor(values).view(-1, 1))


def read_in_pieces():
    for piece in pd.read_csv('houses.csv', chunksize=100):
        F.mse_loss(net(inputs), torch.tensor(piece.values[:, -1:]).float())


class Houses(torch.utils.data.Dataset):
    def __init__(self, table):
        self.inputs = torch.tensor(table.drop(columns='price').values, dtype=torch.float32)
        self.prices = table[['price']].values.astype(np.float32)

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, at):
        if torch.is_tensor(at):
            at = at.tolist()
        return self.inputs[at], self.prices[at]


def numbered():
    for step, (x, y) in enumerate(DataLoader(Houses(df), batch_size=16, shuffle=True)):
        F.mse_loss(net(x), y).backward()


def collated_by_hand():
    def columns(samples):
        xs, ys = zip(*samples)
        return torch.stack(xs), torch.tensor(ys).unsqueeze(1)

    for x, y in DataLoader(Houses(df), batch_size=16, collate_fn=columns):
        F.mse_loss(net(x), y).backward()
