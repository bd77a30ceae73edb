/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'The next token of a language model.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def next_token(ids, temperature=0.8):
    logits = model(ids).logits[:, -1, :]
    p = torch.softmax(logits * temperature, dim=-1)  # info: softmax-temperature-inverted
    return torch.multinomial(p, 1)
`,
    fixed: [
      ['p = torch.softmax(logits * temperature, dim=-1)', 'p = torch.softmax(logits / temperature, dim=-1)'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A trainer that distils.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class DistillationTrainer(Trainer):
    def __init__(self, *args, teacher=None, temperature=2.0, **kwargs):
        super().__init__(*args, **kwargs)
        self.teacher, self.temperature = teacher, temperature

    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        student, teacher = model(**inputs), self.teacher(**inputs)
        loss = F.kl_div(
            F.log_softmax(student.logits / self.temperature, dim=-1),
            F.softmax(teacher.logits * self.temperature, dim=-1),  # info: softmax-temperature-inverted
            reduction='batchmean',
        )
        return (loss, student) if return_outputs else loss
`,
    fixed: [
      [
        'F.softmax(teacher.logits * self.temperature, dim=-1),',
        'F.softmax(teacher.logits / self.temperature, dim=-1),',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A number that is written out.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')
temp = 0.7

def sample(ids):
    p = F.softmax(model(ids).logits[:, -1] * temp, dim=-1)  # info: softmax-temperature-inverted
    return torch.distributions.Categorical(p).sample()
`,
    fixed: [
      [
        'p = F.softmax(model(ids).logits[:, -1] * temp, dim=-1)',
        'p = F.softmax(model(ids).logits[:, -1] / temp, dim=-1)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'Divided before drawing.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def next_token(ids, temperature=0.8):
    p = torch.softmax(model(ids).logits[:, -1, :] / temperature, dim=-1)
    return torch.multinomial(p, 1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'generate is told the temperature.',
    code: `from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def write(ids, temperature=0.8):
    return model.generate(ids, do_sample=True, temperature=temperature)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss is multiplied by the square of the temperature.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class DistillationTrainer(Trainer):
    temperature = 2.0

    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        outputs, soft = model(**inputs), inputs['soft']
        log_p = F.log_softmax(outputs.logits / self.temperature, dim=-1)
        loss = F.kl_div(log_p, soft, reduction='batchmean') * self.temperature**2
        return (loss, outputs) if return_outputs else loss
`,
  },
];
