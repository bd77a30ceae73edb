"""What a process, a thread or a launcher runs is read with the arguments that it is given."""
import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor

import torch.multiprocessing as mp
import torch.nn.functional as F
from accelerate import notebook_launcher
from torch import nn

from data import loader

model = nn.Sequential(nn.Linear(3, 4), nn.Softmax(dim=1))


def with_number(rank, model, loader):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)  # warning: softmax-before-cross-entropy
        loss.backward()


def in_a_process(rank, model, loader):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)  # warning: softmax-before-cross-entropy
        loss.backward()


def in_a_thread(model, loader):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)  # warning: softmax-before-cross-entropy
        loss.backward()


def in_a_pool(model, loader):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)  # warning: softmax-before-cross-entropy
        loss.backward()


def in_a_notebook(model, loader):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)  # warning: softmax-before-cross-entropy
        loss.backward()


if __name__ == "__main__":
    mp.spawn(with_number, args=(model, loader), nprocs=2)
    processes = [multiprocessing.Process(target=in_a_process, args=(rank, model, loader)) for rank in range(4)]
    for process in processes:
        process.start()
    threading.Thread(target=in_a_thread, args=(model,), kwargs={"loader": loader}).start()
    with ThreadPoolExecutor() as pool:
        pool.submit(in_a_pool, model, loader)
    notebook_launcher(in_a_notebook, args=(model, loader), num_processes=2)
