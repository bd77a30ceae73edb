import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM, XLNetLMHeadModel

model = AutoModelForCausalLM.from_pretrained('gpt2')
translator = AutoModelForSeq2SeqLM.from_pretrained('t5-small')
permuted = XLNetLMHeadModel.from_pretrained('xlnet-base-cased')
decoder = nn.LSTM(16, 100)


def train(batch):
    ids, mask = batch['input_ids'], batch['attention_mask']
    labels = ids.clone()
    labels[mask == 0] = -100
    return model(input_ids=ids, labels=labels).loss


def split_before(tokens):
    inputs, targets = tokens[:, :-1], tokens[:, 1:]
    logits = model(inputs).logits
    return F.cross_entropy(logits.reshape(-1, logits.size(-1)), targets.reshape(-1))


def other_tokens(ids, answers):
    logits = model(ids).logits
    return F.cross_entropy(logits.view(-1, logits.size(-1)), answers.view(-1))


def teacher_forcing(source, target):
    outputs = translator(input_ids=source, decoder_input_ids=target[:, :-1], labels=target[:, 1:])
    return outputs.loss


def of_permutations(ids):
    logits = permuted(ids).logits
    return F.cross_entropy(logits.view(-1, logits.size(-1)), ids.view(-1))


def without_the_first(embedded, trg):
    outputs, _ = decoder(embedded)
    return F.cross_entropy(outputs[1:].reshape(-1, 100), trg[1:].reshape(-1))


def read_again(ids):
    logits = model(ids).logits
    ids = torch.cat([ids[:, 1:], logits[:, -1:].argmax(-1)], dim=1)
    return F.cross_entropy(logits.view(-1, logits.size(-1)), ids.view(-1))
