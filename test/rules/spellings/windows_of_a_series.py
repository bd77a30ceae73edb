import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

LOOKBACK = 24
table = pd.read_csv('power.csv', parse_dates=['time'], index_col='time')
hourly = table['kilowatts'].resample('h').mean().ffill()
smooth = table['kilowatts'].rolling(7).mean().diff().dropna()


def windows(series):
    past, wanted = [], []
    for at in range(len(series) - LOOKBACK):
        past.append(series[at : at + LOOKBACK])
        wanted.append(series[at + LOOKBACK])
    return torch.tensor(np.array(past)).unsqueeze(-1), torch.tensor(np.array(wanted))


class Forecaster(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 32, batch_first=True)
        self.out = nn.Linear(32, 1)

    def forward(self, x):
        h, _ = self.lstm(x)
        return self.out(h[:, -1])


model = Forecaster()
criterion = nn.MSELoss()
for series in (hourly.values, smooth.to_numpy()):
    past, wanted = windows((series - series.mean()) / series.std())
    for x, y in DataLoader(TensorDataset(past.float(), wanted.float()), batch_size=32):
        loss = criterion(model(x), y)  # error: broadcast-shape-mismatch
        right = criterion(model(x).squeeze(1), y)
        beside = criterion(model(x), y.unsqueeze(1))

# A comprehension over as many numbers gathers them as well.
count = len(hourly) // 2
targets = torch.tensor([hourly.values[2 * at + 1] for at in range(count)])
loss = criterion(model(past), targets)  # error: broadcast-shape-mismatch
