from fastai.vision.all import *
from torch import nn

model = nn.Sequential(nn.Flatten(), nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10), nn.Softmax(dim=1))
learn = Learner(dls, model, loss_func=CrossEntropyLossFlat(), metrics=accuracy)  # warning: softmax-before-cross-entropy
learn.fit_one_cycle(5)


class Tagger(Module):
    def __init__(self):
        self.body = nn.Linear(64, 32)
        self.head = nn.Linear(32, 5)

    def forward(self, x):
        return torch.sigmoid(self.head(F.relu(self.body(x))))


tagger = Learner(dls, Tagger(), loss_func=BCEWithLogitsLossFlat())  # warning: sigmoid-before-bce-with-logits
pictures = vision_learner(dls, resnet34, loss_func=nn.BCELoss())  # error: bce-on-logits
