import unittest

import pytest
import torch
import torch.nn.functional as F


def test_refuses_one_hot_rows():
    with pytest.raises(RuntimeError):
        F.nll_loss(F.log_softmax(torch.randn(3, 4), 1), torch.zeros(3, 4, dtype=torch.long))


class TestTargets(unittest.TestCase):
    def test_class_out_of_range(self):
        with self.assertRaises(IndexError):
            F.cross_entropy(torch.randn(2, 3), torch.tensor([1, 3]))


def of_probabilities(loss, p, y):
    return loss(p, y)


def test_refuses_scores():
    with pytest.raises(RuntimeError):
        of_probabilities(torch.nn.BCELoss(), torch.tensor([-1.0, 1.0]), torch.tensor([0.0, 1.0]))
