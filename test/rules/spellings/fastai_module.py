"""A Module of fastai needs no super().__init__()."""
from fastai.vision.all import *


class Net(Module):
    def __init__(self, n_out):
        self.body = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), AdaptiveConcatPool2d(), nn.Flatten())
        self.head = nn.Linear(16, n_out)

    def forward(self, x):
        return F.softmax(self.head(self.body(x)), dim=1)


dls = ImageDataLoaders.from_folder(untar_data(URLs.IMAGENETTE_160), valid='val')
learn = Learner(dls, Net(10), loss_func=nn.CrossEntropyLoss(), metrics=accuracy)  # warning: softmax-before-cross-entropy
