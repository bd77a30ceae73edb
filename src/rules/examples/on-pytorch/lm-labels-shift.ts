/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'The labels are shifted, and the model shifts them again.',
    code: `from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids):
    outputs = model(input_ids=ids[:, :-1], labels=ids[:, 1:])  # warning: lm-labels-shift
    return outputs.loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The same with names in between.',
    code: `from transformers import GPT2LMHeadModel

model = GPT2LMHeadModel.from_pretrained('gpt2')

def train(loader, optimizer):
    for batch in loader:
        inputs = batch['input_ids'][:, :-1].contiguous()
        labels = batch['input_ids'][:, 1:].clone()
        loss = model(inputs, labels=labels).loss  # warning: lm-labels-shift
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A loss on the logits without a shift.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids):
    logits = model(ids).logits
    return F.cross_entropy(logits.view(-1, logits.size(-1)), ids.view(-1))  # warning: lm-labels-shift
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both sides lose their first position.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids, mask):
    outputs = model(input_ids=ids, attention_mask=mask)
    shifted = outputs.logits[:, 1:, :].contiguous()
    targets = ids[:, 1:].contiguous()
    return F.cross_entropy(shifted.view(-1, shifted.size(-1)), targets.view(-1))  # warning: lm-labels-shift
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'The model shifts.',
    code: `from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids, mask):
    labels = ids.masked_fill(mask == 0, -100)
    return model(input_ids=ids, attention_mask=mask, labels=labels).loss + model(ids, labels=ids).loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss on the logits shifts once.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids):
    logits = model(ids).logits
    shifted = logits[..., :-1, :].contiguous()
    one = F.cross_entropy(shifted.view(-1, shifted.size(-1)), ids[..., 1:].reshape(-1))
    scores = model(ids[:, :-1]).logits
    return one + F.cross_entropy(scores.view(-1, scores.size(-1)), ids[:, 1:].reshape(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A decoder is given its inputs one place behind, and a masked model its own tokens.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForMaskedLM, AutoModelForSeq2SeqLM

translator = AutoModelForSeq2SeqLM.from_pretrained('t5-small')
masked = AutoModelForMaskedLM.from_pretrained('bert-base-uncased')

def step(source, ids):
    outputs = translator(input_ids=source, decoder_input_ids=ids[:, :-1], labels=ids[:, 1:])
    logits = masked(ids).logits
    return outputs.loss + F.cross_entropy(logits.view(-1, logits.size(-1)), ids.view(-1))
`,
  },
];
