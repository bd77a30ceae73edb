# The losses of Learners that are trained otherwise than they are made, and metrics of other things than classes.
from fastai.vision.all import *


def frozen_first(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    for p in net.parameters():
        p.requires_grad_(False)
    learn = Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=accuracy)
    learn.unfreeze()
    learn.fit_one_cycle(2)
    return learn


def made_where_nothing_is_recorded(dls):
    with torch.no_grad():
        net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
        learn = Learner(dls, net, loss_func=CrossEntropyLossFlat())
    learn.fit(1)
    return learn


class OwnLoss(Callback):
    def after_loss(self):
        self.learn.loss_grad = self.learn.pred.pow(2).mean()
        self.learn.loss = self.learn.loss_grad.clone()


def loss_of_a_callback(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=lambda *args: tensor(0.0), cbs=OwnLoss())


def teacher_and_student(dls):
    teacher = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))

    def distil(preds, targs):
        soft = preds.detach().softmax(dim=1)
        hard = F.cross_entropy(preds, targs)
        return hard + 0.1 * F.kl_div(F.log_softmax(preds, dim=1), soft, reduction='batchmean')

    return Learner(dls, teacher, loss_func=distil)


def prototypes(inp, targ):
    # For each class the picture that is surest of it, held against those that were chosen by hand.
    chosen = tensor([4, 8, 15, 16, 23, 42, 48, 51, 60, 63])
    return (inp.argmax(dim=0) == chosen).float().mean()


def learner_of_prototypes(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=prototypes)
